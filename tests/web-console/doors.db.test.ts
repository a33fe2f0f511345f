import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { addMember, makeMemberLink, staffIdOf } from '../../src/web/console/access.ts'
import { PASSWORD, Site } from './site.ts'

const { audit, staff, staffRoles } = await import('../../src/bot/tables.ts')
const { consoleSessions, consoleVerifications } = await import('../../src/web/tables.ts')

const keyOf = (link: string | undefined) => new URL(link ?? '').searchParams.get('key') ?? ''

/** The set-up form, filled in well. */
const form = (site: Site, more: Record<string, string> = {}) => ({ key: keyOf(site.setupLink), name: '王芳', password: PASSWORD, again: PASSWORD, ...more })

async function audited(site: Site) {
  const rows = await site.db.read.select().from(audit).orderBy(asc(audit.at), asc(audit.id))
  return rows.map(({ action, subject }) => `${action} ${subject}`)
}

/** A member of staff who never had a password, and the key of a one-time link. */
async function memberWithLink(site: Site, name = '李强'): Promise<string> {
  return site.db.tx(async (tx) => {
    const id = (await staffIdOf(tx, name)) ?? (await addMember(tx, name, 'counter', site.clock.now()))
    return makeMemberLink(tx, id ?? '', site.clock.now())
  })
}

describe('the set-up link', () => {
  it('makes the first account, an admin, and signs it in', async () => {
    const site = await Site.start()
    const wang = site.visitor()
    expect(site.setupLink).toMatch(/\/console\/setup\?key=[0-9a-z]{32}$/)
    expect((await wang.get(site.setupLink ?? '')).html).toContain('设第一个账号')
    const made = await wang.post('/console/setup', form(site))
    expect(made.to).toBe('/console')
    const status = await wang.get('/console')
    expect(status.html).toContain('王芳')
    expect(status.html).toContain('管理员')
    expect(await site.db.read.select({ role: staffRoles.role }).from(staffRoles)).toEqual([{ role: 'admin' }])
    expect(await audited(site)).toEqual(['console.set-up 王芳', 'console.signed-in 王芳'])
  })

  it('stores only a digest of the key', async () => {
    const site = await Site.start()
    const [row] = await site.db.read.select().from(consoleVerifications)
    expect(JSON.stringify(row)).not.toContain(keyOf(site.setupLink))
  })

  it('works once', async () => {
    const site = await Site.start()
    await site.visitor().post('/console/setup', form(site))
    const second = await site.visitor().post('/console/setup', form(site, { name: '别人' }))
    expect(second.status).toBe(410)
    expect(second.html).toContain('这个链接不能用了')
    expect((await site.visitor().get(site.setupLink ?? '')).status).toBe(410)
  })

  it('makes one account when twenty press at the same moment', async () => {
    const site = await Site.start()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => site.visitor().post('/console/setup', form(site, { name: `员工${i}` }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(410)])
    expect(await site.db.read.select().from(staff)).toHaveLength(1)
  })

  it('makes one account when the links of two starts are used at the same moment', async () => {
    const one = await Site.start()
    const two = await Site.start({ databaseUrl: one.databaseUrl })
    const answers = await Promise.all(
      [one, two].flatMap((site) =>
        Array.from({ length: 5 }, (_, i) => site.visitor().post('/console/setup', form(site, { name: `${site.address} ${i}`.slice(-12) }))),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => status === 303 || status === 410)).toBe(true)
    expect(await one.db.read.select().from(staff)).toHaveLength(1)
  })

  it('ends after a day, and a new start gives a new one', async () => {
    const site = await Site.start()
    site.clock.moveTo(new Date(site.clock.now().getTime() + DAY))
    expect((await site.visitor().get(site.setupLink ?? '')).status).toBe(410)
    const next = await Site.start({ databaseUrl: site.databaseUrl })
    expect(next.setupLink).not.toBe(site.setupLink)
    expect((await next.visitor().get(next.setupLink ?? '')).status).toBe(200)
  })

  it('is not given once somebody can sign in, nor with ADMIN_PASSWORD', async () => {
    const site = await Site.start()
    await site.visitor().post('/console/setup', form(site))
    expect((await Site.start({ databaseUrl: site.databaseUrl })).setupLink).toBeUndefined()
    expect((await Site.start({ adminPassword: PASSWORD })).setupLink).toBeUndefined()
  })

  it('says what is wrong beside the field, keeps the name and no password', async () => {
    const site = await Site.start()
    await site.db.tx((tx) => addMember(tx, '李强', 'counter', site.clock.now()))
    for (const [wrong, words] of [
      [{ name: ' ' }, '请写名字'],
      [{ name: '很'.repeat(21) }, '最多20个字'],
      [{ name: '李强' }, '已经有叫“李强”的工作人员'],
      [{ password: 'short', again: 'short' }, '至少8个字符'],
      [{ password: 'x'.repeat(201), again: 'x'.repeat(201) }, '最多200个字符'],
      [{ again: 'something else' }, '两次写的密码不一样'],
      [{ name: '<b>王</b>', password: '' }, '请写密码'],
    ] as const) {
      const answer = await site.visitor().post('/console/setup', form(site, wrong))
      expect(answer.status).toBe(422)
      expect(answer.html).toContain(words)
      expect(answer.html).not.toContain(PASSWORD)
      expect(answer.html).not.toContain('<b>')
    }
    const kept = await site.visitor().post('/console/setup', form(site, { again: 'something else' }))
    expect(kept.html).toContain('value="王芳"')
    expect((await site.visitor().post('/console/setup', form(site))).to).toBe('/console')
  })
})

describe('a member’s link', () => {
  it('sets a password and signs in, once', async () => {
    const site = await Site.start()
    const key = await memberWithLink(site)
    const li = site.visitor()
    expect((await li.get(`/console/link?key=${key}`)).html).toContain('李强，您好')
    expect((await li.post('/console/link', { key, password: PASSWORD, again: PASSWORD })).to).toBe('/console')
    expect((await li.get('/console')).html).toContain('柜台')
    expect((await site.visitor().post('/console/link', { key, password: 'another password', again: 'another password' })).status).toBe(410)
    expect((await site.visitor().signIn('李强', PASSWORD)).to).toBe('/console')
  })

  it('sets one password when twenty press at the same moment', async () => {
    const site = await Site.start()
    const key = await memberWithLink(site)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => site.visitor().post('/console/link', { key, password: `password ${i}`, again: `password ${i}` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(410)])
    const winner = answers.findIndex(({ status }) => status === 303)
    expect((await site.visitor().signIn('李强', `password ${winner}`)).to).toBe('/console')
  })

  it('ends the member’s sessions, voids the link before it, and replaces the password', async () => {
    const site = await Site.start()
    const li = site.visitor()
    await li.post('/console/link', { key: await memberWithLink(site), password: PASSWORD, again: PASSWORD })
    const old = await memberWithLink(site)
    expect(await li.isIn()).toBe(false)
    const key = await memberWithLink(site)
    expect((await site.visitor().get(`/console/link?key=${old}`)).status).toBe(410)
    await site.visitor().post('/console/link', { key, password: 'quite another', again: 'quite another' })
    expect((await site.visitor().signIn('李强', PASSWORD)).status).toBe(401)
    expect((await site.visitor().signIn('李强', 'quite another')).to).toBe('/console')
  })

  it('is no set-up link, and a set-up link is no member’s link', async () => {
    const site = await Site.start()
    const key = await memberWithLink(site)
    expect((await site.visitor().post('/console/setup', form(site, { key }))).status).toBe(410)
    expect((await site.visitor().post('/console/link', form(site))).status).toBe(410)
  })

  it('ends after a day, and with the member', async () => {
    const site = await Site.start()
    const key = await memberWithLink(site)
    const other = await memberWithLink(site, '赵敏')
    await site.db.tx((tx) => tx.delete(staff))
    expect((await site.visitor().post('/console/link', { key: other, password: PASSWORD, again: PASSWORD })).status).toBe(410)
    site.clock.moveTo(new Date(site.clock.now().getTime() + 24 * HOUR))
    expect((await site.visitor().get(`/console/link?key=${key}`)).status).toBe(410)
  })
})

describe('ADMIN_PASSWORD', () => {
  it('lets admin sign in', async () => {
    const site = await Site.start({ adminPassword: PASSWORD })
    const admin = site.visitor()
    expect((await admin.signIn('admin', PASSWORD)).to).toBe('/console')
    expect((await admin.get('/console')).html).toContain('管理员')
  })

  it('is the truth about that account: changed between two starts, the old password and its sessions end', async () => {
    const site = await Site.start({ adminPassword: PASSWORD })
    const before = site.visitor()
    await before.signIn('admin', PASSWORD)
    const next = await Site.start({ adminPassword: 'changed password', databaseUrl: site.databaseUrl })
    const same = next.visitor()
    same.cookie = before.cookie
    expect(await same.isIn()).toBe(false)
    expect((await next.visitor().signIn('admin', PASSWORD)).status).toBe(401)
    expect((await next.visitor().signIn('admin', 'changed password')).to).toBe('/console')
  })

  it('changes nothing when it is the same, nor when it is gone', async () => {
    const site = await Site.start({ adminPassword: PASSWORD })
    const before = site.visitor()
    await before.signIn('admin', PASSWORD)
    for (const options of [{ adminPassword: PASSWORD }, {}]) {
      const next = await Site.start({ ...options, databaseUrl: site.databaseUrl })
      const same = next.visitor()
      same.cookie = before.cookie
      expect(await same.isIn()).toBe(true)
    }
    expect((await audited(site)).filter((each) => each.startsWith('console.password-set'))).toHaveLength(1)
  })

  it('is stored once when several processes are asked at the same moment', async () => {
    const first = await Site.start({ adminPassword: PASSWORD })
    const others = await Promise.all([1, 2, 3].map(() => Site.start({ adminPassword: PASSWORD, databaseUrl: first.databaseUrl })))
    const answers = await Promise.all([first, ...others].map((site) => site.visitor().get('/console')))
    expect(answers.map(({ to }) => to)).toEqual(Array(4).fill('/console/sign-in'))
    expect((await first.visitor().signIn('admin', PASSWORD)).to).toBe('/console')
  })

  it('makes an admin of a member of that name', async () => {
    const first = await Site.start()
    await first.db.tx((tx) => addMember(tx, 'admin', 'counter', first.clock.now()))
    const site = await Site.start({ adminPassword: PASSWORD, databaseUrl: first.databaseUrl })
    const admin = site.visitor()
    await admin.signIn('admin', PASSWORD)
    expect((await admin.get('/console')).html).toContain('管理员、柜台')
  })
})

describe('signing in', () => {
  const site = async () => {
    const made = await Site.start({ adminPassword: PASSWORD })
    await made.visitor().get('/console')
    return made
  }

  it('sets a cookie that scripts cannot read, for twelve hours, for the console only', async () => {
    const { cookies } = await (await site()).visitor().signIn('admin', PASSWORD)
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(/HttpOnly/)
    expect(cookies[0]).toMatch(/SameSite=Lax/i)
    expect(cookies[0]).toMatch(/Path=\/console/)
    expect(cookies[0]).toMatch(/Max-Age=43200/)
    expect(cookies[0]).not.toMatch(/Secure/)
  })

  it('marks the cookie Secure when the page came over https', async () => {
    const { cookies } = await (await site())
      .visitor()
      .post('/console/sign-in', { name: 'admin', password: PASSWORD }, { 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' })
    expect(cookies[0]).toMatch(/; Secure/)
  })

  it('answers an unknown name as it answers a wrong password', async () => {
    const made = await site()
    const [wrong, unknown] = [await made.visitor().signIn('admin', 'wrong password'), await made.visitor().signIn('nobody', 'wrong password')]
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.html).toContain('名字或密码不对')
    expect(wrong.html.replace('admin', '')).toBe(unknown.html.replace('nobody', ''))
    expect(await audited(made)).toEqual(['console.password-set admin', 'console.refused admin', 'console.refused -'])
  })

  it('makes one wait after five wrong passwords for a name, however many come at once, and says how long', async () => {
    const made = await site()
    const tries = await Promise.all(Array.from({ length: 20 }, (_, i) => made.visitor().signIn('admin', `wrong ${i}`, `203.0.113.${i}`)))
    expect(tries.map(({ status }) => status).sort()).toEqual([...Array(5).fill(401), ...Array(15).fill(429)])
    const right = await made.visitor().signIn('admin', PASSWORD, '203.0.113.99')
    expect(right.status).toBe(429)
    expect(right.html).toContain('请等5分钟再试')
    expect(right.html).toContain('value="admin"')
    expect(right.headers.get('retry-after')).toBe('300')
    made.clock.moveTo(new Date(made.clock.now().getTime() + 5 * MINUTE))
    expect((await made.visitor().signIn('admin', PASSWORD)).to).toBe('/console')
  })

  it('makes an address wait that tries one name after another; others are not held up', async () => {
    const made = await site()
    for (let i = 0; i < 20; i++) expect((await made.visitor().signIn(`name ${i}`, 'wrong password', '198.51.100.7')).status).toBe(401)
    expect((await made.visitor().signIn('admin', PASSWORD, '198.51.100.7')).status).toBe(429)
    expect((await made.visitor().signIn('admin', PASSWORD, '198.51.100.8')).to).toBe('/console')
  })

  it('forgets wrong passwords once the right one came', async () => {
    const made = await site()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await made.visitor().signIn('admin', 'wrong password', `203.0.113.${round}`)
      expect((await made.visitor().signIn('admin', PASSWORD, `203.0.113.${round}`)).to).toBe('/console')
    }
  })

  it('says where the first link is while nobody can sign in', async () => {
    const { html } = await (await Site.start()).visitor().get('/console/sign-in')
    expect(html).toContain('还没有人能登录')
    expect(html).not.toContain('<form')
  })

  it('asks for what is missing', async () => {
    const made = await site()
    expect((await made.visitor().signIn('', '')).html).toContain('请写名字')
    expect((await made.visitor().signIn('admin', '')).html).toContain('请写密码')
    expect((await made.visitor().signIn('admin', 'x'.repeat(900))).status).toBe(401)
  })

  it('takes a broken form as one clear sentence', async () => {
    const made = await site()
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' }
    for (const path of ['/console/sign-in', `/console/setup`]) {
      const answer = await fetch(`${made.address}${path}`, { method: 'POST', headers, body: 'not a form' })
      expect(answer.status).toBeLessThan(500)
    }
    const answer = await fetch(`${made.address}/console/sign-in`, { method: 'POST', headers, body: 'not a form' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('没有收完整，请再填一次')
  })
})

describe('a session', () => {
  const signedIn = async () => {
    const site = await Site.start({ adminPassword: PASSWORD })
    const admin = site.visitor()
    await admin.signIn('admin', PASSWORD)
    return { site, admin }
  }

  it('ends with signing out, in the database, too', async () => {
    const { site, admin } = await signedIn()
    const { cookie } = admin
    const out = await admin.post('/console/sign-out')
    expect(out.to).toBe('/console/sign-in?left')
    expect((await admin.get('/console/sign-in?left')).html).toContain('您已经退出')
    admin.cookie = cookie
    expect(await admin.isIn()).toBe(false)
    expect(await site.db.read.select().from(consoleSessions)).toEqual([])
    expect((await audited(site)).at(-1)).toBe('console.signed-out admin')
  })

  it('ends after its time', async () => {
    const { site, admin } = await signedIn()
    await site.db.tx((tx) => tx.update(consoleSessions).set({ expiresAt: new Date(Date.now() - 1_000) }))
    expect(await admin.isIn()).toBe(false)
  })

  it('ends with the member', async () => {
    const { site, admin } = await signedIn()
    await site.db.tx((tx) => tx.delete(staff))
    expect(await admin.isIn()).toBe(false)
    expect(await site.db.read.select().from(consoleSessions)).toEqual([])
  })

  it('is known to every process on the database', async () => {
    const { site, admin } = await signedIn()
    const other = await Site.start({ adminPassword: PASSWORD, databaseUrl: site.databaseUrl })
    const same = other.visitor()
    same.cookie = admin.cookie
    expect(await same.isIn()).toBe(true)
  })

  it('is nothing one can make up: a forged cookie leads to the sign-in page', async () => {
    const { admin } = await signedIn()
    const [name, value = ''] = admin.cookie.split(/=(.*)/)
    const [token, signature = ''] = decodeURIComponent(value).split('.')
    const forged = [
      `${name}=`,
      `${name}=x`,
      `${name}=${token}`,
      `${name}=${token}.`,
      `${name}=${encodeURIComponent(`${token}.${signature.slice(0, -3)}AA=`)}`,
      `${name}=${encodeURIComponent(`other.${signature}`)}`,
      `${name}=%ff%fe%00`,
      `${name}=${'a'.repeat(5_000)}.${'b'.repeat(44)}`,
      `${name}=${encodeURIComponent("' or 1=1 --.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")}`,
      `${name}=%`,
      `; ; ${name}==; ${name}`,
    ]
    for (const cookie of forged) {
      admin.cookie = cookie
      const { status, to } = await admin.get('/console')
      expect([cookie, status, to]).toEqual([cookie, 303, '/console/sign-in'])
      expect((await admin.post('/console/chat-code')).to).toBe('/console/sign-in')
      expect((await admin.post('/console/sign-out')).to).toBe('/console/sign-in?left')
    }
  })

  it('takes no order from another site', async () => {
    const { site, admin } = await signedIn()
    const foreign: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: site.address },
      { 'sec-fetch-site': 'none' },
      { origin: 'null' },
      { origin: 'http://evil.example' },
      { origin: `${site.address}.evil.example` },
    ]
    for (const headers of foreign) {
      for (const path of ['sign-in', 'sign-out', 'setup', 'link', 'chat-code']) {
        const answer = await admin.post(`/console/${path}`, { name: 'admin', password: PASSWORD }, headers)
        expect([headers, path, answer.status]).toEqual([headers, path, 403])
        expect(answer.html).toContain('不是从控制台页面发出的')
      }
    }
    expect(await admin.isIn()).toBe(true)
    for (const origin of [site.address, 'http://console.example']) {
      expect((await site.visitor().post('/console/sign-in', { name: 'admin', password: PASSWORD }, { origin })).to).toBe('/console')
    }
  })

  it('leaves nothing of the library reachable', async () => {
    const { site, admin } = await signedIn()
    const paths = [
      '/api/auth/sign-up/email',
      '/api/auth/get-session',
      '/api/auth/ok',
      '/console/api/auth/get-session',
      '/console/get-session',
      '/console/sign-up/email',
    ]
    for (const path of paths) {
      expect((await admin.get(path)).status).toBe(404)
      expect((await site.visitor().post(path, { email: 'a@b.example', password: PASSWORD, name: 'x' })).status).toBe(404)
    }
  })
})
