-- Slack is offered by minutes, price and week (slack_offer); the mark on a day said nothing of either and is read nowhere.
alter table line_capacity drop column slack_offered;
