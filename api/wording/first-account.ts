/** Typed once on a new installation, in the folder of Headwater. */
export const FIRST_ACCOUNT =
  'npm run --silent user -- --email you@example.com --name "Your name" --role planner'
