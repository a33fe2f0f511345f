/** Which emergency the words speak of, and whether they do so beyond doubt. Pure. */
import { toSimplified } from '../../lib/script.ts'

export const EMERGENCIES = [
  'despair',
  'despair-other',
  'harmed',
  'harmed-other',
  'fire',
  'trapped',
  'crash',
  'crash-hurt',
  'threat',
  'illness',
  'unknown',
] as const
/**
 * `despair`: wants to end their life, `despair-other`: somebody else does; `harmed`: has already done something
 * to end it; `trapped`: somebody is stuck in a vehicle or under something.
 */
export type Emergency = (typeof EMERGENCIES)[number]

/** The people a driver speaks of. */
const RELATION = '老公|老婆|媳妇|丈夫|妻子|对象|老伴|兄弟|哥|弟|姐|妹|朋友|伙计|同事|工友|老乡|队友|师傅|徒弟|儿子|闺女|女儿|孩子|爸|妈|爹|娘|乘客|司机'
/** On a height or at the water; waiting in traffic there is nothing. */
const ON_THE_EDGE = '(?:站|坐)[在到上]?.{0,6}(?:桥|楼顶|天台|楼边|悬崖|护栏外|水库|河边|江边)(?!.{0,6}(?:堵|等|拍|看|风景|钓|歇|吃|修))'
const JUMP =
  '(?:有人|有个人|他|她).{0,4}[要想]跳(?![槽舞绳过])|跳(?:楼(?!价|大甩)|桥|崖|轨|[河江湖](?!里?(?:游|洗|摸|玩))|水库)|(?:桥|楼|崖|想|要).{0,6}跳下|(?:桥|楼|崖|水库|河边|江边).{0,4}[想要](?:跳|走了|死)|在桥上.{0,3}不想回'

const DESPAIR = new RegExp(
  [
    '不想再?活|活不下去|活不成|活不了了|没法活|活够|活腻|活头|奔头|活着.{0,3}(?:没|有[啥什]).{0,3}(?:意思|劲|意义|用|啥)|活着.{0,4}(?:累|难)',
    '(?<![累热冻饿困笑气渴烦得]|得我|得人)想死(?!你|我|他|她|家|了你|了我)|死了算|死了得了|死掉算|不如死|[想要]去死|去死(?!吧|啦)|同归于尽|死给.{0,3}看',
    '自杀|自尽|自我了断|轻生|寻死|寻短见|(?<!别|没啥|没什么|有啥|有什么)想不开|了结(?:自己|算|一生|这辈子|生命)|结束(?:我的)?(?:生命|自己|这一切|这辈子)',
    `${JUMP}|已经跳|跳下去了|${ON_THE_EDGE}|在(?:楼顶|天台)|想从桥上.{0,2}下去|冲到?桥底?下|(?:往|开到|开进)[河江沟水]库?里(?:冲|跳|开|去)?|一脚油门.{0,4}(?:下去|算了|冲)|不想再?撑|要是没了.{0,6}债|累赘.{0,4}死|死了大家|割腕|割手腕|遗书|遗言|烧炭自|撑不下去(?!.{0,4}公司|.{0,4}店)`,
    '道个?别(?!车)|永别|诀别|下辈子(?:再?见|再[做还]|报答|吧|见)|来世(?:再|见)|一了百了|[想都就].{0,3}解脱|对不起.{0,6}我?先走了',
    '药.{0,4}(?:买|准备|备|攒)好.{0,12}(?:照|对不起|再见|道别|就这样|走了|谢谢|拜托)|(?:水库|河|楼顶|桥)(?:边|上).{0,8}药|(?:照看|照顾)[一下]*.{0,3}(?:闺女|孩子|儿子|老人|爹|娘|爸|妈).{0,6}(?:对不起|再见|我走|先走)',
    '\\bbu ?xiang ?huo|\\bzi ?sha\\b|\\bxiang ?si\\b',
  ].join('|'),
)
const SOMEBODY_ELSE = new RegExp(
  `(?:有人|有个?.{0,3}人|他|她|那人|${RELATION})(?!不要|没|跟我|也?走了|死了|也).{0,12}(?:跳|死|不想活|自杀|自尽|轻生|想不开|了断|下辈子|永别|遗书|遗言|割腕|桥|楼顶|天台|解脱|撑不下去)|找找[他她]|救救[他她]|劝劝?[他她]`,
)
/** 我 as the one who suffers: not in 我老公, 给我, 我看见. */
const MYSELF = new RegExp(
  `(?<![给跟对和向帮让叫])(?:我|本人|自己)(?!们?的?(?:${RELATION}|家))(?!.{0,3}(?:看见|看到|听|发现|觉得[他她]|担心|怕|劝|报警|该怎么|应该))[^他她]{0,12}(?:${DESPAIR.source})`,
)
const POISON = '农药|百草枯|敌敌畏|老鼠药|耗子药|除草剂|毒药'
const HARMED = new RegExp(
  `割了?(?:手)?腕|(?:喝|吃|服|灌)[了下过]?.{0,5}(?:${POISON})|(?:${POISON}).{0,3}(?:喝|吃)(?:了|下|进)|(?:吃|吞|喝)[了下]?(?:[一半整]瓶|[一大]把|很多|好多|一整|几十片?|\\d+[片粒颗]).{0,4}药|安眠药.{0,3}(?:吃|吞)了|(?:吃|吞)了?.{0,4}安眠药|药.{0,3}(?:吃|吞|喝)了?.{0,2}(?:[一半整]瓶|一[大]?把|好多|很多|几十)|已经跳|跳下去了|跳[楼桥河江]了`,
)
const FIRE =
  /^[^\p{L}\d]*119[^\p{L}\d]*$|(?:打|拨打|叫)119|(?<!打不|打得|打|点不|点)着火|起火|失火|火灾|自燃|(?<![气眼])冒火|烧起来|烧着|(?<!嗓子|喉咙|渴得|热得|气得|生)冒(?:着|出|黑|浓|白|大)?烟|火苗|着了火|爆炸|炸了|(?:煤气|燃气|天然气)|[罐危槽]车.{0,6}[漏泄]|(?:化学|危化|有毒|液氨|酸).{0,6}[漏泄]|漏油|zhao ?huo|qi ?huo/u
const TRAPPED = /(?:夹|卡|压|困|锁|陷)(?:住|在|到|里|着|进)|出不来|爬不出|被困|(?:还|人)在里头/
const PLACE_OF_TRAP = /车|撞|翻|追尾|驾驶室|方向盘|路|沟|雪|水|泥|沙|山|电梯|屋|房|厕所|洞|坑/
const CRASH =
  /^[^\p{L}\d]*122[^\p{L}\d]*$|车祸|事故|撞|追尾|翻车|侧翻|翻了|[刮剐][蹭擦碰]|[刮剐]了|碰了|刹车(?:没|失灵|不灵|坏|踩)|刹不住|没刹车|爆胎|胎爆|掉[到进]?沟|冲出护栏|出事|翻[到进]?沟|che ?huo|zhui ?wei|zhuang ?(?:le|che|ren)|fan ?che/u
const HURT =
  /受伤|伤(?:了|员|者|得)|流血|出血|血|昏|不动|躺|骨折|断了|没(?:呼吸|气)|快不行|死人|死了|动不了|疼|撞(?:住|到|倒|死|伤)了?(?:个)?(?:人|老人|小孩|行人)|救命|jiu ?ming/
const THREAT =
  /^[^\p{L}\d]*110[^\p{L}\d]*$|打(?:我|人|劫|起来)|被打|挨打|被人打|被抢|抢(?:劫|了|我|走)|抢钱|威胁|恐吓|持刀|拿刀|动刀|砍|捅|绑架|拦路|劫|敲诈|跟踪|尾随|强奸|非礼|骚扰|猥亵|杀人|要杀|报警|偷油|(?:堵|拦)(?:着|住)(?:我|不让)|不让我?走|\bda wo\b|qiang ?jie/u
const ILLNESS =
  /晕|昏|抽搐|抽风|休克|中风|脑梗|心梗|心脏|心口|胸(?:口|闷|痛|疼)|喘不|气喘|呼吸|吐血|咳血|流血|出血|大出血|中毒|中暑|叫不[醒应]|没反应|不省人事|半身|半边身|白沫|抽筋|抽过去|手麻|发麻|发黑|剧痛|难受|冷汗|脑溢血|xin ?zang|yun ?dao|疼得|疼死|打滚|高烧|高热|羊水|噎|触电|肚子(?:疼|痛)|犯病|犯了|发病|发作|急病|要生|急救|救护|快不行|受伤|骨折|摔|烫伤|起不来|120/

/** Ends of a clause: what stands in one is said of one person. */
const CLAUSE = /[,.;:!?，。；：！？、\n~…]+|(?<=[^a-z])\s+|\s+(?=[^a-z])/

const clausesOf = (text: string): string[] => text.split(CLAUSE).filter((clause) => clause !== '')
const fold = (text: string): string => toSimplified(text.normalize('NFKC')).toLowerCase().replaceAll(/俺|咱/g, '我').trim()

/** The emergency that the words name most surely; danger to life goes before everything. */
export function emergencyIn(words: string): Emergency {
  const text = fold(words)
  if (HARMED.test(text)) return saidOfSomebodyElse(text, HARMED) ? harmedOther(text) : 'harmed'
  if (DESPAIR.test(text)) return saidOfSomebodyElse(text, DESPAIR) ? 'despair-other' : 'despair'
  if (FIRE.test(text)) return 'fire'
  if (TRAPPED.test(text) && PLACE_OF_TRAP.test(text)) return 'trapped'
  if (CRASH.test(text)) return HURT.test(text) ? 'crash-hurt' : 'crash'
  if (THREAT.test(text)) return 'threat'
  return ILLNESS.test(text) ? 'illness' : 'unknown'
}

/** A jump is not over for those who look for the person. */
const harmedOther = (text: string): Emergency => (/跳/.test(text) ? 'despair-other' : 'harmed-other')

/** Does a clause say it of somebody else, and none of the speaker? */
function saidOfSomebodyElse(text: string, what: RegExp): boolean {
  if (MYSELF.test(text)) return false
  const other = new RegExp(`(?:有人|有个?.{0,3}人|他|她|那人|${RELATION})(?!不要|没|跟我|也?走了|死了|也)[^我]{0,14}(?:${what.source})`)
  return SOMEBODY_ELSE.test(text) || clausesOf(text).some((clause) => other.test(clause))
}

const RAISED: readonly RegExp[] = [
  // Calls that mean nothing else.
  /(?:快|帮我?|赶紧|马上|请)?(?:打|叫|拨打?)(?:110|119|120|122|救护车|急救)|(?:帮我|快|赶紧|马上|要)报警(?!灯|器|声|音)|救命(?!稻草|钱|恩)|救救(?:我|他|她|孩子|人)|快来(?:个)?人(?!打牌|搭|卸|吃|喝|玩|接)|快救人|\bhelp me\W*$|\bsos\b|\bjiu ?ming\b/,
  // Vehicles.
  /(?<!墩子|牙子|路牙|花坛|镜子?)撞(?:了|车了|到|着|住|倒|死|伤|飞|上)(?!了?(?:自己家|自家|衫|脸|大运|节|假|日子|时间|活动|好|枪口))|撞(?:人|车|护栏)了|被.{0,4}撞|追尾了|追了尾|追尾.{0,4}(?:人|车|大货|护栏|卡|夹)|被.{0,3}追尾|追[伟尾] ?了/,
  /翻车|车翻了|(?:路|高速|沟|桥|坡).{0,6}翻了|侧翻|翻[到进下]?(?:沟|河|坑)|翻[到进下]山|[刮剐](?:蹭|擦|碰)[了上]|(?:人|车|被|跟).{0,4}[刮剐](?:了|倒了)(?!风|台)|[刮剐][到着倒]?(?:人|车)了|冲出(?:护栏|路)|坠[河崖楼]|掉[到进下]?(?:沟|河|江|水|悬崖|坑|井)/,
  /(?<!前[头面方].{0,4})(?:出了?(?:车祸|事故)了|出了(?:车祸|事故))|发生.{0,4}(?:车祸|事故|碰撞)|(?<!公司|单位|家里?|货|要|会|容易|怕)出(?:大)?事了|刹车(?:没了|失灵|失效|坏了|踩不|没反应|不管用)|(?:高速|下坡|坡上).{0,6}刹车不?(?:灵|行|住)|刹不住|没刹车(?!灯|片)|(?:高速|超车道|行车道|应急车道).{0,8}(?:爆胎|胎爆)|(?:爆胎|胎爆了).{0,8}(?:高速|超车道|行车道|应急车道)/,
  /\b(?:wo )?zhuang ?(?:che|ren) ?le|\bchu ?che ?huo|\bche ?huo ?le|\bzhui ?wei ?le|\bfan ?che ?le|\bqi ?huo ?le|(?<!bu )\bzhao ?huo ?le|\byun ?dao|\bxin ?zang ?bing? ?fan|\bbu ?xiang ?huo|\bda wo ?(?:le)?$|\bqiang ?jie/,
  // Fire, gas, leaks.
  /(?<!打不|打得|打|点不|点)着火(?!点)|着了火|失火|起火|自燃|火苗|(?<![气眼])冒火|烧起来|烧着了|(?:车|货|房|屋|轮胎).{0,2}烧了|(?<!嗓子|喉咙|渴得|热得|气得|生)冒(?:着|出|黑|浓|白|大)?烟|(?:车|罐|厂|瓶|电池|加油站|锅炉|油箱).{0,4}(?:爆炸|炸了)|[要快]爆炸|爆炸了|发生.{0,3}(?:火灾|爆炸)|火灾了/,
  /[罐危槽]车.{0,6}(?:[漏泄]|泄漏)|(?:化学品|危化品|危险品|液氨|硫酸|毒气).{0,4}[漏泄]|漏油.{0,4}(?:一地|满地|着)|(?:煤气|燃气|天然气)(?:味|.{0,3}(?:漏|泄)|中毒)|一氧化碳/,
  // Stuck.
  /被困(?!扰|惑)|困在.{0,6}(?:雪|水|洪|泥|沙|山|电梯|车里|屋|隧道|桥下|火)|(?:腿|脚|胳膊|手(?!机|续|头|上|里)|身子|司机|乘客|孩子|人(?!脸|工|员|社)).{0,5}(?:夹|卡|压|挤|锁)(?:住|着|里|在|到)|(?:人|腿|脚|门|车里|屋|电梯|厕所|我|他|她|司机|里头|里面|孩子)[^码证款钱页]{0,8}(?:出不来|出不去|爬不出)|陷[进在到住](?!困|.{0,3}债)|(?:落|溺)水|被(?:水|洪水)淹/,
  // Violence.
  /(?:有人|乘客|货主|老板|他们?|她|几个人|一群人|对方|喝醉的?|男的|女的|老公|媳妇|在|要|动手|来|敢)打(?:我|人了?)(?!电话|手机|微信|卡|账|的|不过|家|招呼|听|个)|打起来了|(?:被|挨)(?:人|他|她|乘客|货主|老板|老公|一群人|几个人)?(?:打了|揍|砍|捅|绑|抢劫|抢了(?<!(?:活|单|票|位|名额|生意).{0,6})|劫)|挨打|动手打|抢劫|打劫|有人.{0,3}抢(?!单|购|票|活)|抢(?:我|了我)的?(?:钱|车(?![位道])|包(?!厢)|手机|货(?!源))/,
  /砍(?:人|我|伤|了[我他她一])|捅(?:人|我|伤|了[我他她人一])|(?:拿|持|动|掏)[着出了]?刀|威胁(?:我|说|要)|恐吓我|要杀|杀了?人|想杀我|绑架|强奸|非礼|猥亵|性骚扰|(?:人|他|她|车|的)(?:一直)?(?:跟踪|尾随)(?:我|着)|(?:有人|他们?|几个人|一群人|对方|货主|把我|车匪).{0,6}(?:堵|拦|围|扣)[着住在].{0,4}(?:我|不让走|不让我走)|拦路/,
  // Illness and injury.
  /晕倒|晕过去|晕死过去|昏倒|昏迷|昏过去|昏死|抽搐|抽过去|(?<!系统|软件|程序|网络?|手机|导航|机器|平台)抽风|(?:浑身|全身).{0,2}抽|口吐白沫|吐白沫|喘不(?:上|过|来|动)|上不来气|(?:没|没有|停止|停了?)呼吸|呼吸(?:急促|困难|不[了上]|停)|吐血|咳血|吐了?好?多?口?血|大出血|(?:流|出)血不止|止不住血|血(?:都)?止不住|流(?:了)?(?:好多|很多|一地|这么多)血|(?:有人|还在|人|头|脸|腿|手|脚|身上).{0,3}流血|流血了|不省人事/,
  /(?:没了?|失去)(?:知觉|意识)|人.{0,4}没反应|[叫喊](?:不|也不)[醒应]|[叫喊].{0,2}不[醒应]|休克|心跳停|(?:突发|突然|犯了?|得了|像是?|好像|是不是)(?:脑梗|心梗|中风|脑溢血|脑出血|心脏病|癫痫|哮喘|羊癫疯)|(?:中风|脑梗|心梗|脑溢血|脑出血)了|(?:心脏病?|癫痫|哮喘|低血糖|高血压|羊癫疯|羊角风|结石|阑尾炎|心绞痛|急病|旧病|老毛病|病)(?:又|都)?(?:突然)?(?:犯了|发作|犯病)|心绞痛|犯心脏病|(?<!手机|电脑|软件|系统)中毒了?(?!软件)|中暑了|晕厥/,
  /(?:要|快)生了(?!二|三|孩|宝|个)|羊水破|骨折|(?:腿|手|胳膊|脚|骨头|肋骨).{0,2}(?:断了|摔断|压断|砸断|轧断)|摔.{0,6}(?:起不来|不动|流血|昏)|(?:躺|倒)(?:在)?(?:地上|路上|路边|车旁|车里|休息室).{0,4}(?:不动|起不来|没|叫|喊|不醒|了)|触电了?|窒息|噎住|卡(?:住)?喉咙|(?<![累困饿笑热渴忙冻穷]得?|[累困饿笑热渴忙冻]死了?)快不行了(?!.{0,4}[困累饿渴])|人.{0,3}不行了|受(?:了)?(?:重)?伤了?$|有人受伤|受伤了/,
  /(?:高烧|高热|发烧|烧到|烧).{0,4}(?:不退|(?:39|4\d)(?:\.\d)?度?|抽|昏|说胡话)|眼前?(?:都)?发黑|看不清路|嘴歪|话(?:都)?说不清楚?了|口齿不清|半边?身(?:子|体)?.{0,4}(?:麻|动不|不能动|没知觉|没劲)|(?:胳膊|手臂|手脚|半边脸|手).{0,3}(?:发麻|麻了|麻木)|(?:出|冒|浑身)(?:着|了)?冷汗/,
  /(?:心口|心脏|胸口|胸部|胸|前胸)(?:窝|这)?.{0,3}(?:疼|痛|绞|难受|闷|憋|堵得|不舒服|.{0,2}压了?块)/,
  /(?<!笑.{0,6})(?:肚子|胃|小腹|腹部|肾|眼睛?|浑身|全身|后背|右下腹).{0,4}(?:疼|痛|难受).{0,4}(?:厉害|很|狠|打滚|要命|受不了|不行|死|直不起|起不来|冒汗|出汗|动不)|(?:头|脑袋|脑壳).{0,2}(?:疼|痛|晕).{0,3}(?:厉害|炸|裂|站不|吐|看不|开不|发黑|眼)|(?:腰|腿|背|脖子).{0,3}(?:疼|痛|麻).{0,3}(?:打滚|动不了|起不来|站不|走不|没知觉)|头晕.{0,6}(?:站不|看不|开不|吐|半身|黑)|疼得?.{0,2}(?:打滚|直不起|站不起)/,
]
const JOKE = /哈哈|嘿嘿|嘻嘻|游戏|王者|吃鸡|开黑|段子|开玩笑|表情包|[(（](?:狗头|笑|doge)|笑哭|梗图/
/** Told, not happening: the clause itself, and what follows until the words are about now. */
const TOLD = /听说|据说|新闻|电视|电影|小说|抖音|快手|(?:刷|看)了?个?视频|视频里|网上(?:说|看|传|都)|演练|演习|讲座|培训/
const PAST =
  /(?:昨[天晚夜日]|前[天晚]|前几[天日]|前阵|上次|上回|上[个]?(?:月|周|星期|礼拜)|去年|前年|那年|那次|那回|当年|以前|从前|小时候|年轻时|早就|曾经|夜儿|大前天|\d+年前|几年前|前些[年天])(?!.{0,3}(?:开始|到现在|起|就一直|一直))|看见(?:过|个|了|一)|看到(?:过|个|了|一)|(?:现在|已经|都)(?:好了|没事|好多)|没事了|好多了|出院/
const PRESENT = /现在|这会儿|眼下|刚刚?|今[天晚早]|正在|还在|又犯|又开始|到现在|快来|快叫|前[头面]|救命/
const URGENT = /流血|受伤了|昏|晕|不动了|救命|救救|快来|快叫|喘不|[叫喊]不[醒应]|打(?:110|119|120|122)|的话打什么/
/** Asking how something is settled or learnt, not calling. */
const MATTER =
  /保险|理赔|怎么赔|咋赔|赔多少|赔偿|定责|责任|扣分|罚款|绕行|绕路|快不行了.{0,4}困|堵了(?:半|一|两|几|好|\d)|罚多少|律师|法律咨询|打官司|预防|报销|医保|体检|病史|得过|能不能开货?车|能开货?车吗|从业资格|运输证|许可证|资格证|证件|不认账|说法|私了|防止|怕|万一|课|知识|小心|注意|视频谁有/

/**
 * Do the words by themselves say that somebody is in danger now? Made to be right when it says yes: jokes, news,
 * what is over, and exaggeration are no. Whatever it does not claim is still read by the recogniser.
 */
export function claims(words: string): boolean {
  const text = fold(words)
  if (text === '' || JOKE.test(text)) return false
  if (/^[^\p{L}\d]*(?:110|119|120|122)[^\p{L}\d]*$/u.test(text) || mortal(text)) return true
  if (MATTER.test(text) && !URGENT.test(text)) return false
  const raised = (part: string): boolean => RAISED.some((kind) => kind.test(part))
  if (!TOLD.test(text) && !PAST.test(text)) return raised(text) || clausesOf(text).some(raised)
  let told = false
  return clausesOf(text).some((clause) => {
    const now = PRESENT.test(clause) && !/(?:现在|今天)(?:都)?(?:好了|没事|好多)/.test(clause)
    told = now ? false : told || TOLD.test(clause) || PAST.test(clause)
    return !told && raised(clause)
  })
}

/** Talk of ending a life is never a thing of the past, only hearsay. */
function mortal(text: string): boolean {
  if (TOLD.test(text) || /没事了|好多了|想开了|的我接|别想不开/.test(text)) return false
  const past = PAST.test(text) && !PRESENT.test(text)
  return DESPAIR.test(text) || (!past && HARMED.test(text))
}
