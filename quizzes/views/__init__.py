"""Quizzes as pages: begun, asked, handed in and looked back on."""
