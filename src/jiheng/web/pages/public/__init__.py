"""What was published, for anybody: no sign-in, no session, nothing but access.published."""
