/** The words of the list of receivers. */

export const rosterColumns = ['收件人', '渠道', '状态', '原因', '时间', '收到'].map((title) => ({ title }))
const FATES: Record<string, string> = {
  open: '还没发',
  left: '正在发',
  waiting: '等着发',
  claimed: '正在发',
  sending: '正在发',
  sent: '已送达',
  failed: '失败',
  expired: '过时没发',
  muted: '对方停收',
  cancelled: '已撤下',
  unknown: '不知送没送到',
}
/** The receiver's name is absent after erasure. */
export const rosterRow = (row: { name: string | undefined; channels: string; state: string; why: string | null; at: string; acked: string }) => ({
  收件人: row.name ?? '（已删除）',
  渠道: row.channels,
  状态: FATES[row.state] ?? row.state,
  原因: row.why ?? '',
  时间: row.at,
  收到: row.acked,
})
