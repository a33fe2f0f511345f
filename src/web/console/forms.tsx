/** The console's forms before one is signed in: words in, one clear sentence back beside the field. */
import type { Child } from 'hono/jsx'
import { LONGEST_NAME, LONGEST_PASSWORD } from './access.ts'
import { consolePage } from './frame.tsx'
import * as replies from './replies.ts'

/** A sentence beside the field it is about; without a field, above the form. */
export interface Fault {
  field?: 'name' | 'password' | 'again'
  words: string
}

interface FormParts {
  fault?: Fault | undefined
  /** What was typed before; passwords are never sent back. */
  name?: string
}

export function signInPage({ notice, anybody, ...form }: FormParts & { notice?: string | undefined; anybody: boolean }): string {
  return door(
    replies.signIn,
    <>
      <p class="lead">{replies.signInLead}</p>
      {notice && <p class="note">{notice}</p>}
      {anybody ? <SignInForm {...form} /> : <p class="note">{replies.nobodyYet}</p>}
    </>,
  )
}

function SignInForm({ fault, name }: FormParts) {
  return (
    <>
      <form method="post" action="/console/sign-in">
        {above(fault)}
        <Name label={replies.name} hint={replies.nameHint} value={name} fault={fault} />
        <Password name="password" label={replies.password} fault={fault} complete="current-password" />
        <button class="primary" type="submit">
          {replies.signIn}
        </button>
      </form>
      <details>
        <summary>{replies.forgotten}</summary>
        <p>{replies.forgottenHow}</p>
        <p>
          <code>{replies.forgottenCommand}</code>
        </p>
      </details>
    </>
  )
}

export function setupPage({ key, fault, name }: FormParts & { key: string }): string {
  return door(
    replies.setup,
    <>
      <p class="lead">{replies.setupLead}</p>
      <form method="post" action="/console/setup">
        {above(fault)}
        <input type="hidden" name="key" value={key} />
        <Name label={replies.setupName} hint={replies.setupNameHint} value={name} fault={fault} />
        <NewPassword fault={fault} />
        <button class="primary" type="submit">
          {replies.setupButton}
        </button>
      </form>
    </>,
  )
}

export function linkPage({ key, fault, member }: { key: string; fault?: Fault | undefined; member: string }): string {
  return door(
    replies.link,
    <>
      <p class="lead">{replies.linkLead(member)}</p>
      <form method="post" action="/console/link">
        {above(fault)}
        <input type="hidden" name="key" value={key} />
        {/* Not to be changed: it tells a password manager whose password this is. */}
        <input type="hidden" name="name" value={member} autocomplete="username" />
        <NewPassword fault={fault} />
        <button class="primary" type="submit">
          {replies.linkButton}
        </button>
      </form>
    </>,
  )
}

export function gonePage(of: 'setup' | 'link'): string {
  return door(
    replies.gone,
    <>
      <p class="lead">{replies.goneWhy}</p>
      <p>{of === 'setup' ? replies.goneSetup : replies.goneLink}</p>
      <p>
        <a class="button" href="/console">
          {replies.toSignIn}
        </a>
      </p>
    </>,
  )
}

/** One sentence and the way back, for a request that was not carried out. */
export function refusedPage(words: string): string {
  return door(
    replies.site,
    <>
      <p class="lead">{words}</p>
      <p>
        <a class="button" href="/console">
          {replies.back}
        </a>
      </p>
    </>,
  )
}

function door(title: string, inside: Child): string {
  return consolePage({
    title: `${title} · ${replies.site}`,
    children: (
      <main class="door">
        <h1>{title}</h1>
        {inside}
      </main>
    ),
  })
}

const above = (fault: Fault | undefined) =>
  fault &&
  fault.field === undefined && (
    <p class="fault" role="alert">
      {fault.words}
    </p>
  )

interface FieldParts {
  label: string
  hint?: string | undefined
  fault?: Fault | undefined
}

function Name({ value, ...parts }: FieldParts & { value?: string | undefined }) {
  return (
    <Field name="name" {...parts}>
      <input
        id="name"
        name="name"
        value={value ?? ''}
        maxlength={LONGEST_NAME * 2}
        autocomplete="username"
        autocapitalize="none"
        required
        {...marks('name', parts)}
      />
    </Field>
  )
}

function NewPassword({ fault }: { fault?: Fault | undefined }) {
  return (
    <>
      <Password name="password" label={replies.password} hint={replies.passwordHint} fault={fault} complete="new-password" />
      <Password name="again" label={replies.again} fault={fault} complete="new-password" />
    </>
  )
}

function Password({ name, complete, ...parts }: FieldParts & { name: 'password' | 'again'; complete: string }) {
  return (
    <Field name={name} {...parts}>
      <span class="secret">
        <input id={name} name={name} type="password" maxlength={LONGEST_PASSWORD} autocomplete={complete} required {...marks(name, parts)} />
        <button class="peek" type="button" hidden data-hide={replies.hide} aria-controls={name}>
          {replies.show}
        </button>
      </span>
    </Field>
  )
}

function Field({ name, label, hint, fault, children }: FieldParts & { name: string; children: Child }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {fault?.field === name ? (
        <p class="fault" id={`${name}-words`} role="alert">
          {fault.words}
        </p>
      ) : (
        hint && (
          <p class="hint" id={`${name}-words`}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** A field with a fault is marked, and the cursor stands in it. */
function marks(name: string, { fault, hint }: FieldParts) {
  const wrong = fault?.field === name
  return { ...(wrong || hint ? { 'aria-describedby': `${name}-words` } : {}), ...(wrong ? { 'aria-invalid': 'true', autofocus: true } : {}) }
}
