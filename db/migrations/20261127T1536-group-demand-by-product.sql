-- A list of products looks each of them up, right after a run, before anything is known of how many there are.
create index run_group_demand_product on run_group_demand (product_id, planning_run_id) where product_id is not null;
