/** `npm run staff`: adds, lists and removes members of staff on the machine itself. Imported after the dialect is chosen. */
import { parseArgs } from 'node:util'
import { codeDigest, freshCode } from './bot/store/binding.ts'
import { addStaff, listStaff, record, removeStaff } from './bot/store/staff.ts'
import { ROLES, type Role } from './bot/vocabulary.ts'
import type { Settings } from './config.ts'
import type { Db } from './db/db.ts'
import { openDb } from './db/open.ts'
import { after, DAY, HOUR, systemClock } from './lib/clock.ts'
import { StartError } from './lib/errors.ts'
import { ADMIN, LINK_LIFE, linkAt, makeMemberLink, staffIdOf } from './web/console/access.ts'

/** How long a staff code is good for (days). */
const CODE_DAYS = 7
const LONGEST_NAME = 20
const ACTOR = 'command'

const USAGE = `用法：npm run staff -- add 姓名 --role 角色 [--role 角色] | list | link 姓名 | remove 姓名 | help（角色：${ROLES.join('、')}）`

type Command = { does: 'add'; name: string; roles: Role[] } | { does: 'help' } | { does: 'list' } | { does: 'link' | 'remove'; name: string }

/**
 * Runs the command. @returns the process's exit code: 0, or 1 when there is no such member
 * @throws StartError with one line that says what is wrong with the arguments
 */
export async function staffCommand(args: string[], settings: Settings): Promise<number> {
  const command = commandIn(args)
  if (command.does === 'help') {
    say(USAGE)
    return 0
  }
  const db = await openDb(settings.databaseUrl)
  try {
    if (command.does === 'add') return await add(db, command.name, command.roles)
    if (command.does === 'link') return await link(db, command.name, settings)
    return command.does === 'remove' ? await remove(db, command.name) : await list(db)
  } finally {
    await db.close()
  }
}

function commandIn(args: string[]): Command {
  const { positionals, roles, help } = parsed(args)
  const [does, name = '', ...more] = positionals
  const named = name.trim()
  if (help || does === 'help') return { does: 'help' }
  if (more.length > 0) throw new StartError(`多了“${more.join(' ')}”；姓名里有空格请加引号。${USAGE}`)
  if (does === 'list' && named === '') return { does }
  if ((does !== 'add' && does !== 'link' && does !== 'remove') || named === '' || Array.from(named).length > LONGEST_NAME) throw new StartError(USAGE)
  if (does !== 'add') return { does, name: named }
  const unknown = roles.find((role) => !ROLES.some((each) => each === role))
  if (unknown !== undefined || roles.length === 0) {
    throw new StartError(`--role：${unknown === undefined ? '没有写' : `没有“${unknown}”这个角色`}；可用的角色：${ROLES.join('、')}`)
  }
  return { does, name: named, roles: ROLES.filter((each) => roles.includes(each)) }
}

function parsed(args: string[]): { positionals: string[]; roles: string[]; help: boolean } {
  try {
    const options = { role: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } } as const
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options })
    return { positionals, roles: values.role ?? [], help: values.help ?? false }
  } catch {
    throw new StartError(USAGE)
  }
}

async function add(db: Db, name: string, roles: readonly Role[]): Promise<number> {
  const code = freshCode()
  const now = systemClock.now()
  const before = await db.tx(async (tx) => {
    const member = (await listStaff(tx)).find((each) => each.name === name)
    for (const role of roles) await addStaff(tx, { name, role, codeDigest: codeDigest(code), codeExpiresAt: after(now, CODE_DAYS * DAY) }, now)
    await record(tx, { actor: ACTOR, action: 'staff.added', subject: `${name} ${roles.join(' ')}` }, now)
    return member
  })
  say(`${name} 已加入，角色 ${roles.join('、')}。`)
  say(`一次性工作人员码：${code}（${CODE_DAYS}天内有效，只能用一次）`)
  if (before?.codeOut) say('以前发给他的码作废了，只有这个新码能用。')
  say(before?.joined ? '原来接入的聊天账号马上有这个角色；要换聊天账号，就从新账号把码私聊发给小驿。' : '请本人用自己的聊天账号，把这个码私聊发给小驿。')
  return 0
}

async function list(db: Db): Promise<number> {
  const members = await listStaff(db.read)
  if (members.length === 0) say('还没有工作人员。先加一位：npm run staff -- add 姓名 --role admin')
  for (const { name, roles, joined } of members) say(`${name}\t${roles.join('、')}\t${joined ? '已接入聊天' : '还没接入'}`)
  return 0
}

/** A one-time link to set a password for the console: for a new member, or when the password is lost. */
async function link(db: Db, name: string, { adminPassword, host, port }: Settings): Promise<number> {
  if (name === ADMIN && adminPassword !== undefined) throw new StartError(`${ADMIN} 的密码由 ADMIN_PASSWORD 决定：改好设置，重新启动就行`)
  const now = systemClock.now()
  const key = await db.tx(async (tx) => {
    const id = await staffIdOf(tx, name)
    if (id === undefined) return undefined
    await record(tx, { actor: ACTOR, action: 'console.link-made', subject: name }, now)
    return makeMemberLink(tx, id, now)
  })
  if (key === undefined) return unknown(name)
  say(`${name} 的一次性链接（${LINK_LIFE / HOUR}小时内有效，只能用一次）：`)
  say(linkAt(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, 'link', key))
  say('请本人打开它设登录控制台的密码。平时用别的网址打开控制台的，把前面换成那个网址。以前给的链接作废了，已经登录的要重新登录。')
  return 0
}

async function remove(db: Db, name: string): Promise<number> {
  const now = systemClock.now()
  const removed = await db.tx(async (tx) => {
    const found = await removeStaff(tx, name)
    if (found) await record(tx, { actor: ACTOR, action: 'staff.removed', subject: name }, now)
    return found
  })
  if (!removed) return unknown(name)
  say(`${name} 已移除：聊天里的角色和控制台的登录马上失效。`)
  return 0
}

function unknown(name: string): number {
  say(`没有叫“${name}”的工作人员；看名单：npm run staff -- list`)
  return 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
