"""绩衡 Jiheng: reads, re-computes, checks and explains performance-target forms."""

__version__ = "0.1.0"
