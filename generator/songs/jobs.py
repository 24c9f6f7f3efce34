"""What the worker enters."""


def sweep() -> None:
    pass
