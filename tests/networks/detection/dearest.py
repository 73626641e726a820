"""What makes a link of the topic detection dear, beyond what the domains say, and how long its trainings last here."""

DEAREST = {"unet_rate": 0.005, "judged": "all"}
BRIEF = {"unet_steps": 20}
