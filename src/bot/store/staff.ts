/** Members of staff: one identity each, its roles, and the one-time code that ties it to a chat account. */
import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { given, prepared } from '../../db/prepared.ts'
import { newId } from '../../lib/ids.ts'
import { audit, staff, staffRoles } from '../tables.ts'
import { ROLES, type Role } from '../vocabulary.ts'
import { accountsOf } from './people.ts'

export interface StaffMember {
  id: string
  name: string
  roles: Role[]
  /** Has sent the code: this identity speaks from a chat account. */
  joined: boolean
  /** A code is given out that was not used; it may be too old. */
  codeOut: boolean
}

/** Persons who hold one of the roles and have a chat account. */
export async function personsWithRole(tx: Reader, roles: readonly Role[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ personId: staff.personId })
    .from(staff)
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(and(inArray(staffRoles.role, [...roles]), isNotNull(staff.personId)))
  return rows.flatMap((row) => row.personId ?? []).sort()
}

/** The person as whom the named member of staff speaks; undefined when there is none or no chat account yet. */
export async function personOfStaff(tx: Reader, name: string): Promise<string | undefined> {
  const [row] = await tx.select({ personId: staff.personId }).from(staff).where(eq(staff.name, name))
  return row?.personId ?? undefined
}

const rolesHeld = prepared('staff_roles_held', (tx: Reader) =>
  tx
    .selectDistinct({ role: staffRoles.role })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(eq(staff.personId, given('personId'))),
)

export async function rolesOf(tx: Reader, personId: string): Promise<Role[]> {
  const rows = await rolesHeld(tx, { personId })
  return rows.map((row) => row.role)
}

/** The name of the member of staff who speaks as this person. */
export async function staffName(tx: Reader, personId: string): Promise<string | undefined> {
  const [row] = await tx.select({ name: staff.name }).from(staff).where(eq(staff.personId, personId)).orderBy(asc(staff.name)).limit(1)
  return row?.name
}

/** What others may read of a member of staff: the name, or the one shown in chat; undefined when a local channel only made one up (`terminal:s2`). */
export async function shownStaffName(tx: Reader, personId: string): Promise<string | undefined> {
  const name = await staffName(tx, personId)
  if (name !== undefined && !MADE_UP.test(name)) return name
  return (await accountsOf(tx, personId)).find(({ display }) => display)?.display ?? undefined
}

const MADE_UP = /^[a-z]+:/

/** Adds the role to the named member of staff (made when new) and stores the digest of a fresh code. */
export async function addStaff(tx: Tx, member: { name: string; role: Role; codeDigest: string; codeExpiresAt: Date }, now: Date): Promise<void> {
  const { name, role, codeDigest, codeExpiresAt } = member
  const [row] = await tx
    .insert(staff)
    .values({ id: newId(), name, codeDigest, codeExpiresAt, createdAt: now })
    .onConflictDoUpdate({ target: staff.name, set: { codeDigest, codeExpiresAt } })
    .returning({ id: staff.id })
  if (!row) throw new Error('the member of staff was not stored')
  await tx.insert(staffRoles).values({ staffId: row.id, role }).onConflictDoNothing()
}

/** Uses up a code: ties the identity to the person. Undefined when the code is unknown, used or too old. */
export async function joinStaff(tx: Tx, codeDigest: string, personId: string, now: Date): Promise<{ name: string; roles: Role[] } | undefined> {
  const [row] = await tx
    .update(staff)
    .set({ personId, codeDigest: null, codeExpiresAt: null })
    .where(and(eq(staff.codeDigest, codeDigest), gt(staff.codeExpiresAt, now)))
    .returning({ id: staff.id, name: staff.name })
  if (!row) return undefined
  const roles = await tx.select({ role: staffRoles.role }).from(staffRoles).where(eq(staffRoles.staffId, row.id))
  return { name: row.name, roles: roles.map((each) => each.role) }
}

/** Gives a person a role at once: only for a local channel without a network. */
export async function grantLocally(tx: Tx, personId: string, name: string, role: Role, now: Date): Promise<void> {
  const [row] = await tx
    .insert(staff)
    .values({ id: newId(), name, personId, createdAt: now })
    .onConflictDoUpdate({ target: staff.name, set: { personId } })
    .returning({ id: staff.id })
  if (row) await tx.insert(staffRoles).values({ staffId: row.id, role }).onConflictDoNothing()
}

export async function listStaff(tx: Reader): Promise<StaffMember[]> {
  const rows = await tx
    .select({ id: staff.id, name: staff.name, personId: staff.personId, codeDigest: staff.codeDigest, role: staffRoles.role })
    .from(staff)
    .leftJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .orderBy(asc(staff.name))
  const members = new Map<string, StaffMember>()
  for (const row of rows) {
    const member = members.get(row.id) ?? { id: row.id, name: row.name, roles: [], joined: row.personId !== null, codeOut: row.codeDigest !== null }
    if (row.role) member.roles.push(row.role)
    members.set(row.id, member)
  }
  for (const member of members.values()) member.roles.sort((a, b) => ROLES.indexOf(a) - ROLES.indexOf(b))
  return [...members.values()]
}

/** @returns whether there was such a member */
export async function removeStaff(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.delete(staff).where(eq(staff.name, name)).returning({ id: staff.id })
  return rows.length > 0
}

/** Writes down who did what to what; kept three years. */
export async function record(tx: Tx, entry: { actor: string; action: string; subject: string }, now: Date): Promise<void> {
  await tx.insert(audit).values({ id: newId(), at: now, ...entry })
}
