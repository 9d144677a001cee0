import type { Wording } from '#api/wording/locale'

export const sampleData = {
  emptyTitle: ['这里还没有商品', 'Nothing is for sale here yet'],
  emptyText: [
    '导入商品和订单，或者先用示例公司看看：240 个商品、400 位店主、两年的订单。示例数据以后可以一键移除，您自己的数据会保留。',
    'Import items and orders, or look around a sample company first: 240 items, 400 shop owners, two years of orders. It can be taken out again later; your own data stays.',
  ],
  emptyTextReader: [
    '等计划员导入商品和订单后，这里就有内容了。',
    'There is something to see once a planner has imported items and orders.',
  ],
  import: ['导入数据', 'Import data'],
  load: ['载入示例公司', 'Load the sample company'],
  loadingTitle: ['正在载入示例公司', 'Loading the sample company'],
  loadingText: [
    '载入约十几秒，接着自动做第一次计划，约半分钟。可以离开此页，工作会继续。',
    'Loading takes about a quarter of a minute and the first plan right after it about half a minute. You may leave this page; it goes on.',
  ],
  failed: ['没有成功，数据库保持原样。请再试一次。', 'That did not work; nothing was changed. Try again.'],
  title: ['示例数据', 'Sample data'],
  held: [
    '{{items}} 个商品、{{owners}} 位店主、{{entries}} 条订单记录是示例公司的。',
    '{{items}} items, {{owners}} shop owners and {{entries}} ledger entries belong to the sample company.',
  ],
  remove: ['移除示例数据', 'Remove sample data'],
  removing: ['正在移除…', 'Removing…'],
  removed: ['示例数据已移除', 'Sample data is removed'],
  confirmTitle: ['移除示例数据？', 'Remove sample data?'],
  confirmText: [
    '将删除 {{items}} 个商品、{{owners}} 位店主、{{entries}} 条订单记录，以及用它们做过的计划、发布和答交。其他数据不动。此操作无法撤销。',
    'This deletes {{items}} items, {{owners}} shop owners, {{entries}} ledger entries, and the plans, publications and replies made on them. Everything else stays. It cannot be undone.',
  ],
} as const satisfies Wording
