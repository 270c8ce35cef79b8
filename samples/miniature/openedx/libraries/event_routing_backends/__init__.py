"""What learners do, as statements for learning record stores."""
