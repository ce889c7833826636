"""What texts say of arms and interventions: how many, how often, which first, what they are."""
