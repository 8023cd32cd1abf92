const FLY = 460; // ms, --fly in tokens.css

/** Shows one step in order: what is near at once, and what the frame on the wire causes when it lands. */
export class Motion {
  #land = () => {};
  #timer = 0;

  /** @param {() => void} land what the landing changes @param {boolean} flies whether something travels first */
  play(land, flies) {
    this.finish();
    if (!flies || matchMedia("(prefers-reduced-motion: reduce)").matches) return land();
    this.#land = land;
    this.#timer = setTimeout(() => this.finish(), FLY);
  }

  /** Be where the motion leads. */
  finish() {
    clearTimeout(this.#timer);
    const land = this.#land;
    this.#land = () => {};
    land();
  }
}
