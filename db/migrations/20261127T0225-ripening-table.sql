-- How a fruit ripens by temperature, and how warm it is on its way. Without a row, item.ripening_days holds.
create table ripening (
  item_id integer primary key references item,
  days_at_reference double precision not null check (days_at_reference > 0 and days_at_reference <= 60),
  reference_celsius double precision not null check (reference_celsius between -5 and 45),
  q10 double precision not null check (q10 between 1 and 10),
  transport_celsius double precision not null check (transport_celsius between -5 and 45),
  warehouse_celsius double precision not null check (warehouse_celsius between -5 and 45),
  home_celsius double precision not null check (home_celsius between -5 and 45),
  lowest_celsius double precision check (lowest_celsius between -5 and 45)
);
comment on table ripening is 'reference; days from unripe to ready at reference_celsius, and what is assumed of the way to the customer';
comment on column ripening.q10 is 'how many times as fast it ripens 10 degrees warmer';
comment on column ripening.lowest_celsius is 'below it cold harms the fruit and the days no longer hold; null: none known';

grant select on ripening to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system;
grant insert, update on ripening to {{prefix}}_planner, {{prefix}}_system;
