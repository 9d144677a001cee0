/** Sign-ins of the demo company. They exist only on the embedded database behind a loopback address. */
export const demoAccounts = [
  { role: 'planner', name: '林计划 Lin', email: 'planner@demo.headwater', password: 'headwater-planner' },
  { role: 'analyst', name: '吴分析 Wu', email: 'analyst@demo.headwater', password: 'headwater-analyst' },
  { role: 'supplier', name: '陈工 Chen', email: 'supplier@demo.headwater', password: 'headwater-supplier' },
  { role: 'owner', name: '王店主 Wang', email: 'owner@demo.headwater', password: 'headwater-owner' },
] as const
