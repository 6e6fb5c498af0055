"""Small tools named by what they are: clock, refusal, rules, money, search, sealed fields."""
