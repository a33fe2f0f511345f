/** The few fields of Telegram's updates that are read; everything else falls away, and what is wrong is named. */
import { z } from 'zod'

const Id = z.int()

const User = z.object({ id: Id, is_bot: z.boolean().optional(), first_name: z.string().optional(), last_name: z.string().optional() })

const Chat = z.object({ id: Id, type: z.string(), title: z.string().optional() })

const Entity = z.object({ type: z.string(), offset: z.int(), length: z.int(), user: z.object({ id: Id }).optional() })

const File = z.object({ file_id: z.string(), file_size: z.number().optional(), mime_type: z.string().optional() })

/** Only whether it is there is of interest. */
const Anything = z.unknown().optional()

const Point = z.object({ latitude: z.number(), longitude: z.number() })

export const Message = z.object({
  message_id: Id,
  date: Id,
  chat: Chat,
  from: User.optional(),
  sender_chat: z.object({ id: Id }).optional(),
  text: z.string().optional(),
  entities: z.array(Entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(Entity).optional(),
  reply_to_message: z.object({ from: z.object({ id: Id }).optional(), forum_topic_created: Anything }).optional(),
  photo: z.array(File).optional(),
  document: File.optional(),
  voice: File.optional(),
  audio: File.optional(),
  location: Point.optional(),
  venue: z.object({ location: Point }).optional(),
  contact: z.object({ phone_number: z.string(), user_id: Id.optional() }).optional(),
  migrate_to_chat_id: Id.optional(),
  migrate_from_chat_id: Id.optional(),
  // Written by people, and without words for us.
  sticker: Anything,
  video: Anything,
  video_note: Anything,
  animation: Anything,
  poll: Anything,
  dice: Anything,
  story: Anything,
  game: Anything,
  checklist: Anything,
  paid_media: Anything,
})

export const CallbackQuery = z.object({
  id: z.string(),
  from: User,
  data: z.string().optional(),
  // A message that is too old comes with its chat and id only, or not at all.
  message: z.object({ message_id: Id, chat: Chat }).optional(),
})

const Member = z.object({ status: z.string(), is_member: z.boolean().optional() })

export const MyChatMember = z.object({ chat: Chat, from: User, old_chat_member: Member, new_chat_member: Member })

/** The kinds that are asked for. */
export const KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

export type Message = z.infer<typeof Message>
export type File = z.infer<typeof File>
export type Entity = z.infer<typeof Entity>
