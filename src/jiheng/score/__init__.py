"""Evidence tables → actuals, verdicts, points. Ibis expressions that every engine runs alike."""
