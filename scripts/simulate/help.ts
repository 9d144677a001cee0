export const HELP = `
simulate --input chain.json [--policy NAME|JSON] [--series FILE] [--out FILE]
simulate --beer-game benchmark|anchoring [--out FILE]

Simulates a serial supply chain over given demand and writes, per tier, order variance ratio (the bullwhip), net
stock amplification, fill rate, cycle service, stock, backlog and cost as JSON. Same input, same output.

  --input FILE    chain in JSON, .gz too; - is standard input
  --policy P      policy of every tier instead of the one in the file: order-up-to, proportional-order-up-to, or a
                  JSON object as under "policy" below; or one worked out from costs and each item's demand:
                  serial-stock: base stocks of least cost for the whole chain (Clark & Scarf), demand taken as normal,
                    beside those of newsvendors (Shang & Song); holding cost must fall from tier to tier upwards
                  advance-information: one tier orders up to S(o) at or below s(o), o known beyond its protection
                    period (Gallego & Ozer), demand taken as Poisson; "solution" says what knowing early is worth
  --series FILE   also write item,tier,period,received,ordered,shipped,net_stock as CSV
  --out FILE      where the JSON goes (default: standard output)
  --beer-game P   the beer game instead of a file: 36 weeks, demand 4 then 8 from week 5
  --help          this text

chain.json, tiers from the consumer upwards:
{
  "bucket": "week",                  day | week | month | quarter | year; default week
  "demand": [100, 120, 90, …],       one item, units per period; or several items:
                                     [{ "item": "A", "demand": […], "known": […] }, …], all equally long
  "known": {                         what is known early; leave out when nothing is
    "noticePeriods": 6,              periods before the need, whole, >= 0
    "share": 0.5                     of every period's demand, in [0, 1]; default: the "known" array of each item,
  },                                 or "quantity": […] for one item, units by need period, at most the demand
  "tiers": [{
    "name": "platform",
    "leadTimePeriods": 2,            demand periods from placing an order (at the end of a period) to its serving
                                     demand: an order of period t serves period t + 2; whole, >= 1
    "reviewPeriods": 1,              periods between order days, whole, >= 1
    "policy": {
      "kind": "proportional-order-up-to",   or order-up-to
      "gapShare": 0.5,               share of target − position one order closes, in (0, 2); default 0.618034
      "forecast": { "kind": "moving-average", "periods": 5 },
                                     constant [mean] | moving-average periods | exponential-smoothing smoothing |
                                     autoregressive autocorrelation [mean] | damped-trend smoothing trendSmoothing
                                     damping | seasonal-average season cycles; default moving-average of 5
      "safetyStock": 40,             units, or { "deviations": 1.64 } of the running forecast error; default 0
      "forecastsFrom": "received-orders",   or consumer-demand: shared information
      "seesKnownOrders": true,       known orders arrive as such; default: true when "known" is given
      "levellingPeriods": 3          known orders spread over so many periods as far as notice allows; default 1
    },
    "holdingCost": 1, "backorderCost": 9,   money per unit and period, >= 0; defaults 1 and 9
    "orderCost": 0,                  money per order placed, >= 0; default 0
    "initialStock": 200,             net stock before the first period; default: what the policy aims at
    "capacity": 500,                 most ordered in one period; default none
    "lotSize": { "minimum": 50, "multiple": 10, "maximum": 400 },   default none
    "allowsReturns": false           orders may be negative: only then closed forms hold exactly
  }],
  "initialMean": 100,                level before the first period; default mean of the first 13 periods
  "warmUp": 26,                      periods left out of every measure; default 0
  "seed": 1                          of the bootstrap intervals
}

Ratios: variances divide by n; per tier against the orders it received, cumulative against consumer demand; the
interval is the 5 % to 95 % range of a block bootstrap; no verdict under 26 periods. Unmet demand is backordered; the
last tier's own supplier always delivers.

Example:
  echo '{"demand":[10,12,9,14,11,8,13,10],"tiers":[{"name":"shop","leadTimePeriods":2}]}' | simulate --input -
`
