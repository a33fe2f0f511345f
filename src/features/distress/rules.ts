/** Which emergency the words speak of. Pure. */

export const EMERGENCIES = ['despair', 'despair-other', 'harmed', 'fire', 'trapped', 'crash', 'crash-hurt', 'threat', 'illness', 'unknown'] as const
/** `despair-other`: about somebody else; `harmed`: has already done something to end their life; `trapped`: somebody is stuck in a vehicle or under something. */
export type Emergency = (typeof EMERGENCIES)[number]

const DESPAIR =
  /不想活|不想再活|活不下去|活不了了|活够|活着没(?:意思|劲|意义|啥)|活着.{0,4}(?:累|难|没用)|(?<!累|热|冻|饿|困|笑|气|渴)想死(?!你|我|他|她|家)|死了算|死了得了|死掉算|去死|自杀|自尽|自我了断|轻生|寻死|寻短见|想不开|了结(?:自己|算|一生|这辈子|生命)|结束(?:生命|自己|这一切)|跳(?:楼|桥|河|江)|割腕|遗书|烧炭|撑不下去|从桥上下去|冲(?:到)?桥(?:底)?下|往河里|坐?(?:水库|河|楼顶|桥)(?:边|上).{0,8}(?:药|道.?别|谢谢|再见)|道.?别|永别|下辈子|来世|一了百了|解脱|药.{0,4}买好|照(?:看|顾).{0,2}(?:闺女|孩子|儿子|老人|爹|娘|爸|妈)|bu ?xiang ?huo/
const SOMEBODY_ELSE =
  /(?:有人|有个人|他|她|乘客|(?:老公|老婆|媳妇|丈夫|妻子|对象|兄弟|哥|弟|姐|妹|朋友|伙计|同事|工友|儿子|闺女|爸|妈))(?:给我发|说|要|想|正|在|站|坐|闹|留).{0,12}(?:跳|死|不想活|自杀|轻生|想不开|下辈子|永别|遗书|割腕|桥|楼顶)|找找他|找找她|救救他|救救她/
const HARMED = /割了?腕|(?:喝|吃)了?.{0,6}(?:农药|安眠药|百草枯|敌敌畏)|(?:吃|吞)了?(?:一瓶|很多|好多|一把).{0,3}药|已经跳|跳下去了/
const FIRE = /着火|起火|失火|火灾|自燃|冒火|烧起来|冒(?:黑|浓|白)?烟|着了火|爆炸|煤气|燃气|zhao ?huo|qi ?huo/
const TRAPPED = /(?:夹|卡|压|困)(?:住|在|到|里|着)|出不来|爬不出|被困|(?:还|人)在里头/
const VEHICLE = /车|撞|翻|追尾|驾驶室|方向盘|路|沟/
const CRASH = /车祸|事故|撞|追尾|翻车|侧翻|翻了|剐蹭|刮蹭|碰了|刹车(?:没|失灵|不灵|坏)|没刹车|掉沟|冲出护栏|出事|翻沟|che ?huo|zhui ?wei/
const HURT =
  /受伤|伤(?:了|员|者|得)|流血|出血|血|昏|不动|躺|骨折|断了|没(?:呼吸|气)|快不行|死人|死了|动不了|疼|撞(?:住|到|倒|死|伤)了?(?:个)?(?:人|老人|小孩|行人)|救命|jiu ?ming/
const THREAT =
  /打(?:我|人|劫|起来)|被打|挨打|被人打|被抢|抢(?:劫|了|我|走)|抢钱|威胁|恐吓|持刀|拿刀|动刀|砍|捅|绑架|拦路|劫|敲诈|跟踪|强奸|非礼|骚扰|杀人|要杀|报警|偷油|堵(?:着|住)我/
const ILLNESS =
  /晕|昏|抽搐|休克|中风|脑梗|心梗|心脏|心口|胸(?:口|闷|痛|疼)|喘不|呼吸|吐血|流血|出血|大出血|中毒|中暑|叫不醒|没反应|不省人事|半身|手麻|发黑|剧痛|难受|冷汗|脑溢血|xinzang|疼得|疼死|肚子(?:疼|痛)|犯病|发病|急病|要生|急救|救护|快不行|受伤|骨折|烫伤|120/

/** The emergency that the words name most surely; danger to life goes before everything. */
export function emergencyIn(text: string): Emergency {
  if (HARMED.test(text)) return 'harmed'
  if (DESPAIR.test(text)) return SOMEBODY_ELSE.test(text) ? 'despair-other' : 'despair'
  if (FIRE.test(text)) return 'fire'
  if (TRAPPED.test(text) && VEHICLE.test(text)) return 'trapped'
  if (CRASH.test(text)) return HURT.test(text) ? 'crash-hurt' : 'crash'
  if (THREAT.test(text)) return 'threat'
  return ILLNESS.test(text) ? 'illness' : 'unknown'
}
