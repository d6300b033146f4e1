"""整改: problems, measures, and when they were put right."""
