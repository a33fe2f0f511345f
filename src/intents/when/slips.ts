/** Slips of the pen that sound like a time and can be nothing else where they stand: 名天, 周陆, 下午山点. As long as what they replace. */

const SOUNDS: Readonly<Record<string, string>> = {
  一: '衣依伊医亿义',
  二: '儿尔耳而',
  三: '山伞叁散',
  四: '丝思死寺司肆',
  五: '午无吴舞武屋雾伍物误',
  六: '流留刘溜陆',
  七: '期其妻漆柒奇',
  八: '吧爸巴霸捌',
  九: '久酒玖旧就',
  十: '石实拾事师是时',
  两: '亮凉量梁',
}
const NUMERAL_OF = new Map(Object.entries(SOUNDS).flatMap(([numeral, slips]) => Array.from(slips, (slip): [string, string] => [slip, numeral])))
const SLIP = `[${[...NUMERAL_OF.keys()].join('')}]`
const N = '[一二两三四五六七八九十]'

/** A day or a part of it that ends right there. */
const TIME_BEFORE = '(?<=[今明后昨]天|[今明][早晚]|[上下中]午|早上|晚上|傍晚|凌晨|早晨|后晌|晌午|[周期拜][一二三四五六日天末]|[\\d一二三四五六七八九十]号)'
/** What goes on from an hour. */
const HOUR_ENDS = '(?=$|[ ,。!?~]|[半钟整]|[吧去来过到能行可之以前后的左多有约在见,]|一刻|三刻|[二三四五]?十)'
const DAY_FOLLOWS = '(?=$|[ ,。!?~]|[上下中]午|早|晚|凌晨|傍晚|的|去|来|能|有|可|行|我|吧|想|约|过|到|几点|\\d|[一二两三四五六七八九十]{1,3}点)'
const NO_ONE = '(?<![叫姓找]|师傅|名字|我是|老)'

type Slip = readonly [words: RegExp, meant: string | ((found: string) => string)]

const numerals = (found: string): string => Array.from(found, (unit) => NUMERAL_OF.get(unit) ?? unit).join('')

const DAYS: readonly Slip[] = [
  [/[名鸣铭茗冥]天(?!气)|[明名鸣铭][田甜添填](?!里|地)/g, '明天'],
  [/[候厚侯]天(?!井)|后[田甜添填](?!里|地|加|写|表)/g, '后天'],
  [/[金尽斤巾](?:天(?!津|然|平|桥)|[田甜添](?!里))|今[田甜添]/g, '今天'],
  [/[作坐座]天(?![窗津上])|昨[田甜添]/g, '昨天'],
  [/下[舞无武悟物](?=$|[ ,。!?~\d吧去来能的我有]|[一二两三四五六七八九十]{1,3}点)/g, '下午'],
  [/(?<!以|[a-z])下五(?=[一二两三四五六七八九十]{1,2}点|\d{1,2}点)/g, '下午'],
  [/上[舞无武悟](?=$|[ ,。!?~\d吧去来能的我有]|[一二两三四五六七八九十]{1,3}点)|[尚商伤]午/g, '上午'],
  [/[忠终钟种][午]|中[舞武](?=$|[ ,。!?~\d吧去来能的我有])/g, '中午'],
  [/早[尚伤](?=$|[ ,。!?~\d吧去来能的我有]|[一二两三四五六七八九十]{1,3}点)/g, '早上'],
  [/[完碗]上(?=\d|[一二两三四五六七八九十]{1,2}点)|晚[尚伤](?=$|[ ,。!?~\d吧去来能的我有]|[一二两三四五六七八九十]{1,3}点)/g, '晚上'],
]

const after = (source: string): RegExp => new RegExp(source, 'g')
const weekday = (found: string): string => `${found.slice(0, -1)}${numerals(found.slice(-1))}`

const NUMBERS: readonly Slip[] = [
  [after(`(?<=星期|礼拜)[衣依伊医儿尔耳山伞叁丝思司死肆午无吴舞武屋伍流留刘溜陆](?!是|几)`), numerals],
  [after(`(?<=星期|礼拜|[这下上]周)[甜田添]`), '天'],
  [after(`${NO_ONE}周(?:[依伊尔耳伞叁思肆午无舞伍流留溜陆]|医(?!生|院)|儿(?!童)|山(?!口)|司(?!机|令))${DAY_FOLLOWS}`), weekday],
  [after(`${NO_ONE}周[莫沫磨抹]${DAY_FOLLOWS}`), '周末'],
  // 下午山点, 明天十依点半
  [after(`${TIME_BEFORE}十?${SLIP}(?=点)(?=点${HOUR_ENDS})`), numerals],
  [after(`${TIME_BEFORE}(?:十?${N}|\\d{1,2})[典店电垫掂](?=$|[ ,。!?~半钟吧])`), (found) => `${found.slice(0, -1)}点`],
  // 十二月山号, 二十午号
  [after(`(?<=[月十])${SLIP}(?=[号日](?![楼窗线门]))`), numerals],
  [after(`(?<![\\d一二三四五六七八九])[石实拾]${N}?(?=月(?:${N}|\\d))`), numerals],
]

const ANY_SLIP = /[名鸣铭茗冥候厚侯金尽斤巾作坐座田甜添填舞无武悟物尚商伤忠终钟种完碗典店电垫掂莫沫磨抹]|下五/
const ANY_NUMERAL = new RegExp(`${SLIP}(?:点|号|日|月|[一二]月)|(?:周|星期|礼拜)${SLIP}`)

export function withoutSlips(text: string): string {
  const days = ANY_SLIP.test(text) ? DAYS.reduce(mended, text) : text
  return ANY_SLIP.test(days) || ANY_NUMERAL.test(days) ? NUMBERS.reduce(mended, days) : days
}

const mended = (text: string, [words, meant]: Slip): string => text.replace(words, (found) => (typeof meant === 'string' ? meant : meant(found)))
