"""What makes a link of the topic detection dear, beyond what the domains say; a run ends soon here."""

DEAREST = {"unet_steps": 20, "unet_rate": 0.005, "judged": "all"}
