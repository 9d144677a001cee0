-- How much what a supplier is to deliver varies against what consumers want, as told with the publication.

alter table publication add column order_variance jsonb;
comment on column publication.order_variance is 'ratio, 90 % range, weeks and verdict of deliveries against consumer demand, both at unit cost; null in publications made before it was measured';
