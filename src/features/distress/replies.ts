/** The words in an emergency: the number and the most important thing to do first, no question, no choice. */
import { type Part, type Reply, reply, say } from '../../bot/message.ts'
import type { Emergency } from './rules.ts'

const LINES: Readonly<Record<Emergency, readonly Part<'public'>[]>> = {
  despair: [
    say`请现在就打12356，心理援助热线，有人听您说。`,
    say`您肯说出来，很不容易；我们在意您，您不用一个人扛。`,
    say`先把车停稳，离开桥边、高处和危险的东西；身边有人就请他陪着您，撑不住马上打110或120。`,
  ],
  'despair-other': [
    say`马上打110，说清人可能在哪，请他们去找、去救。`,
    say`联系得上就别让他一个人，多听他说，不争不劝。`,
    say`心理援助热线12356，家里人也能打。`,
  ],
  harmed: [
    say`马上打120，告诉他们您在哪、吃了或伤了什么。`,
    say`您肯说出来，很不容易；我们在意您，您不用一个人扛。`,
    say`身边有人就请他陪着您；想找人说话，打12356，心理援助热线。`,
  ],
  'harmed-other': [
    say`马上打120，说清人在哪、喝了或伤了什么。`,
    say`药瓶带上，别让他一个人；不要自己催吐、灌水，听120指挥。`,
    say`心理援助热线12356，家里人也能打。`,
  ],
  fire: [say`马上打119：人先离开，别回去拿东西。`, say`退到上风处；有人受伤再打120，车上装的是什么告诉接线员。`],
  trapped: [say`马上打119救援，有人受伤打120，再打122。`, say`熄火、开双闪，别硬拽被困的人；旁人都退到护栏外。`],
  crash: [say`打122：开双闪，人先撤到护栏外。`, say`警示牌放到车后，高速上放150米外；有人受伤打120，刹车失灵就松油门、上避险车道。`],
  'crash-hurt': [say`先打120救人，再打122：别随便挪动伤者。`, say`开双闪、放警示牌，其他人撤到护栏外；说清路名、方向和桩号。`],
  threat: [say`马上打110：先到人多、亮的地方，锁好车门。`, say`不方便说话就发短信到12110，写清在哪、出了什么事；受了伤再打120。`],
  illness: [say`马上打120：说清在哪、什么症状，别自己开车去。`, say`车停稳、开双闪，坐下或躺下别动，电话别挂；在中心里就喊工作人员。`],
  unknown: [say`有危险马上打：报警110，急救120，交通事故122。`, say`人先到安全的地方，说清您在哪。`],
}

/** `told`: somebody on the staff has been told in the same moment. */
export function helpReply(emergency: Emergency, told: boolean): Reply<'public'> {
  return reply(...LINES[emergency], ...(told ? [say`我已经通知中心的工作人员。`] : []))
}
