"""Figures drawn as SVG, for both doors: numbers in, one string out. Standard library only."""
