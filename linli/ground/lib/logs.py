"""How the house writes its logs: a line an event, plain tracebacks without values of variables, no long numbers."""

import structlog


def configure() -> None:
    """Set up structured logging over the standard library; called once by the settings.

    Tracebacks are plain on purpose: pretty ones print local variables, and those hold phones and names.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
