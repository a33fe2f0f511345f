/** A server's open connections, so that it can stop at once: browsers open some in advance and keep others for later. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export class Connections {
  readonly #server: Server
  /** Requests in hand, by connection. */
  readonly #busy = new Map<Socket, number>()
  #closing = false

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.#busy.set(socket, 0)
      socket.once('close', () => this.#busy.delete(socket))
    })
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1)
      response.once('close', () => this.#ended(socket))
    })
  }

  /** Takes no new connection, lets requests in hand finish for `grace` milliseconds, then cuts them off. */
  async close(grace: number): Promise<void> {
    this.#closing = true
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const [socket, requests] of this.#busy) if (requests === 0) socket.destroy()
    const cut = setTimeout(() => {
      for (const socket of this.#busy.keys()) socket.destroy()
    }, grace)
    await closed
    clearTimeout(cut)
  }

  #ended(socket: Socket): void {
    if (!this.#busy.has(socket)) return
    const left = (this.#busy.get(socket) ?? 1) - 1
    this.#busy.set(socket, left)
    if (this.#closing && left === 0) socket.destroySoon()
  }
}
