import type { Wording } from '#api/wording/locale'

/** Filters kept under a name. */
export const views = {
  views: ['视图', 'Views'],
  view: ['视图', 'View'],
  everything: ['全部（不筛选）', 'Everything, no filter'],
  shared: ['已共享', 'shared'],
  ofOthers: ['同事共享的', 'Shared by colleagues'],
  changed: ['有未保存的改动', 'not saved'],
  changedHint: ['筛选与保存的视图不同', 'The filters differ from the saved view'],
  update: ['更新“{{name}}”', 'Update “{{name}}”'],
  saveAs: ['另存为视图…', 'Save as a view…'],
  save: ['保存', 'Save'],
  remove: ['删除“{{name}}”', 'Remove “{{name}}”'],
  removed: ['已删除视图“{{name}}”', 'View “{{name}}” removed'],
  undo: ['撤销', 'Undo'],
  name: ['名称', 'Name'],
  keeps: ['保存当前的筛选、排序和显示内容', 'Keeps the filters, order and what is shown'],
  overwrites: ['已有同名视图，将被替换', 'You have a view of this name; it will be replaced'],
  share: ['让同事也能看到', 'Let colleagues see it too'],
} as const satisfies Wording
