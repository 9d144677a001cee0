/** Survivors of 1,000 customers, years 0–12: Fader & Hardie 2007, Journal of Interactive Marketing 21(1), table 1. */
export const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173] as const
export const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394] as const

/** Maximum-likelihood fits: [alpha, beta, shape, log-likelihood]. */
export const SHIFTED_BETA_GEOMETRIC_FITS = [
  { name: 'regular, years 0–7', cohort: REGULAR, years: 7, fit: [0.704077, 1.182043, 1, -1680.2652] },
  { name: 'high-end, years 0–7', cohort: HIGH_END, years: 7, fit: [0.668088, 3.806095, 1, -1611.1581] },
  { name: 'regular, years 0–4', cohort: REGULAR, years: 4, fit: [0.763665, 1.29583, 1, -1401.5594] },
  { name: 'high-end, years 0–4', cohort: HIGH_END, years: 4, fit: [1.280976, 7.790383, 1, -1225.1349] },
] as const
export const BETA_DISCRETE_WEIBULL_FITS = [
  { name: 'regular, years 0–7', cohort: REGULAR, years: 7, fit: [0.455614, 0.779326, 1.283451, -1679.6028] },
  { name: 'regular, years 0–4', cohort: REGULAR, years: 4, fit: [0.523029, 0.894283, 1.196399, -1401.3831] },
  {
    name: 'high-end, years 0–7',
    cohort: HIGH_END,
    years: 7,
    fit: [0.214253, 1.426575, 1.723565, -1605.3142],
  },
  {
    name: 'high-end, years 0–4',
    cohort: HIGH_END,
    years: 4,
    fit: [0.259336, 1.722551, 1.584362, -1222.7493],
  },
] as const

/** Cohorts of one product seen for 4, 3, 2 and 1 renewals. */
export const POOLED_COHORTS = [
  {
    name: 'steady',
    cohorts: [
      [10_000, 8000, 6480, 5307, 4391],
      [10_000, 8000, 6480, 5307],
      [10_000, 8000, 6480],
      [10_000, 8000],
    ],
    fit: [3.79813, 15.19191, -40_255.83728],
  },
  {
    name: 'falling',
    cohorts: [
      [10_000, 6334, 4367, 3264, 2604],
      [10_000, 6334, 4367, 3264],
      [10_000, 6334, 4367],
      [10_000, 6334],
    ],
    fit: [1.66709, 2.85661, -44_644.11551],
  },
] as const
