/** The frame of every console page: the sign above it, the way out, the same style sheet and script. */
import type { Child } from 'hono/jsx'
import { page } from '../layout.tsx'
import type { Member } from './access.ts'
import * as replies from './replies.ts'

export interface FrameParts {
  title: string
  /** Who is signed in. */
  member?: Member
  wide?: boolean
  children: Child
}

export function consolePage({ title, member, wide = false, children }: FrameParts): string {
  return page({
    title,
    styles: ['console.css'],
    scripts: ['console.js'],
    wide,
    body: (
      <>
        <header class="sign">
          <div class="board">
            <p class="title">
              <span class="name">{replies.bot}</span> <span class="house">{replies.console}</span>
            </p>
            {member && (
              <form class="way-out" method="post" action="/console/sign-out">
                <span>{member.name}</span>
                <button type="submit">{replies.signOut}</button>
              </form>
            )}
          </div>
        </header>
        {children}
      </>
    ),
  })
}
