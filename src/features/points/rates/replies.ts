/** What is said when staff change a rule or a merchant's terms. */
import { type Choice, type Part, type Reply, reply, say } from '../../../bot/message.ts'
import type { RuleChange, TermsChange } from './rules.ts'

const TITLES = { visit: '到站签到', study: '上课', returned: '归还失物', volunteer: '志愿服务', hand: '手工发放', all: '各项合计' } as const
export const ruleTitle = (of: RuleChange['of']): string => TITLES[of]

const yuan = (fen: number): string => `${fen / 100}元`
type Value = number | boolean | undefined

/** What is changed, with its value: 一次5分. */
export function ruleValue(what: RuleChange['what'], value: Value): string {
  if (what === 'off') return value === true ? '暂停' : '正常发放'
  if (what === 'points') return value === undefined ? '没有定' : `一次${value}分`
  if (what === 'validDays') return value === undefined ? '不过期' : `${value}天过期`
  return value === undefined ? '一人一天不限' : `一人一天最多${value}分`
}

export function termsValue(what: TermsChange['what'], value: number | undefined): string {
  if (what === 'pointsPerYuan') return `${value}分抵1元`
  if (what === 'minPoints') return `一次最少${value}分`
  if (what === 'minBill') return value === undefined ? '多少钱都能用' : `满${yuan(value)}能用`
  const whose = { maxPerBill: '每单', maxPerPersonDay: '一人一天', maxPerDay: '一天合计' }[what]
  return value === undefined ? `${whose}不限` : `${whose}最多抵${yuan(value)}`
}

export const doing = say`改积分规则`
export const askSure = (title: string, from: string, to: string): Part => say`${title}：现在是${from}，改成${to}。以后的按新的算，已经发的不变。对吗？`
export const explainSure = say`对就回1，不对回2。`
export const sureChoices: readonly Choice<'public'>[] = [
  { label: say`对，改`, act: { do: 'fill', field: 'sure', value: 'yes' } },
  { label: say`不对`, act: { do: 'fill', field: 'sure', value: 'no' } },
]
export const notDone = reply(say`好的，没有改。`)
export const changed = (title: string, to: string): Reply => reply(say`改好了，${title}：${to}。马上生效。`)
export const already = (title: string, to: string): Reply => reply(say`${title}本来就是${to}，没有变。`)
export const noSuchMerchant = (name: string): Reply => reply(say`没找到叫“${name}”的商家，没有改。`, say`请写全名，比如：王记快餐每单最多抵30元。`)
export const notAllowed = reply(say`改积分规则要“审批”或“领导”角色，您现在没有。`, say`要改请找有这个角色的同事，或找管理员加角色。`)
export const againstItself = reply(say`这样改，最少分数就比一单能抵的还多，谁也用不了，没有改。`)
/** To the merchant's own chat. */
export const termsNotice = (name: string, from: string, to: string): Part[] => [say`${name}的积分条件改了：原来${from}，现在${to}。`, say`不对请回“转人工”。`]
