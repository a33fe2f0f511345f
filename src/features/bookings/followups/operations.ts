/** What comes after a booking. */
import type { Context } from '../../../bot/capability.ts'
import { type Booking, bookingNumbered } from '../bookings/operations.ts'
import { type Held, ownOf } from '../holdings/operations.ts'
import { serviceNamed } from '../services/operations.ts'

export { type Booking, shownOf, takeOffer, willCome } from '../bookings/operations.ts'
export { confirmation } from '../clerk/operations.ts'
export { heldBy, leaveList, tellMatter } from '../holdings/operations.ts'
export { serviceNamed } from '../services/operations.ts'

/** The speaker's bookings of services that are nobody else's business. */
export async function discreetOf(ctx: Context): Promise<Held[]> {
  return (await ownOf(ctx)).filter(({ discreet }) => discreet)
}

/** The speaker's own such booking of this number. */
export async function ownDiscreet(ctx: Context, number: string): Promise<Booking | undefined> {
  const booking = await bookingNumbered(ctx.tx, number)
  const service = booking && (await serviceNamed(ctx.tx, booking.service))
  return booking?.personId === ctx.person.id && service?.discreet ? booking : undefined
}
