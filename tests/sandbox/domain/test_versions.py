from sandbox.domain.versions import versions_in_words


def test_packages_are_named_as_they_name_themselves() -> None:
    versions = {"channels": "4.3.2", "uvicorn": "0.54.0", "websockets": "15.0"}

    assert versions_in_words(versions) == "Channels 4.3.2, uvicorn 0.54.0 and websockets 15.0"
