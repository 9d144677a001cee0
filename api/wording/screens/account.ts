import type { Wording } from '#api/wording/locale'

/** The user's own page. */
export const account = {
  title: ['我的账号', 'My account'],
  tokensText: [
    '程序用访问令牌调用接口，权限与您的账号相同，账号失去权限时令牌随即失效。接口说明：',
    'Programs use the API with a token. It has the rights of your account at each use. The paths are described at',
  ],
  issueTitle: ['新建访问令牌', 'New access token'],
  name: ['用途', 'What it is for'],
  validDays: ['有效天数', 'Valid for days'],
  issue: ['生成', 'Make it'],
  issued: ['令牌只显示这一次，请立即保存。', 'The token is shown this once; keep it now.'],
  token: ['访问令牌', 'Access token'],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],
  tokens: ['访问令牌', 'Access tokens'],
  noTokens: ['还没有访问令牌', 'No access token yet'],
  expires: ['到期时间', 'Valid until'],
  state: ['状态', 'State'],
  'state-valid': ['有效', 'Valid'],
  'state-expired': ['已过期', 'Expired'],
  'state-revoked': ['已收回', 'Taken back'],
  action: ['操作', 'Action'],
  revoke: ['收回', 'Take back'],
  revokeLabel: ['收回令牌“{{name}}”', 'Take back token “{{name}}”'],
} as const satisfies Wording
