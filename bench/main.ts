import { writeFileSync } from 'node:fs'

/**
 * `npm run bench [-- NAME [arguments]]`: each benchmark compares with a baseline in the same run and checks its own answers.
 * Without a name all of them run. The figures go to the file named in BENCH_OUT as JSON too.
 */
interface Benchmark {
  readonly about: string
  load(): Promise<{ run(args: string[]): Promise<object> }>
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  slack: {
    about: 'a signed command until it is durable and acknowledged, against bare Bolt and against Bolt with Prisma',
    load: () => import('./slack.ts'),
  },
  discord: {
    about: 'a command from the gateway until it is durable and answered, against bare discord.js',
    load: () => import('./discord.ts'),
  },
  routing: {
    about: 'the warmest paths against graphology and SQL, how soon a change counts, the ranking; --edges FILE.csv',
    load: () => import('./routing.ts'),
  },
  coach: { about: 'the attack set: leaks, missed crises, false alarms', load: () => import('./coach.ts') },
  start: { about: 'cold and second start to ready, idle memory, on both databases', load: () => import('./start.ts') },
  drafts: {
    about: 'prompt tokens of a draft and the share that is a stable prefix',
    load: () => import('./drafts.ts'),
  },
  survive: {
    about: 'kill -9 during writes on the embedded database: acknowledged rows lost',
    load: () => import('./survive.ts'),
  },
}

const [name, ...args] = process.argv.slice(2)
const wanted = name ? [name] : Object.keys(benchmarks)
const unknown = wanted.find((one) => !benchmarks[one])
if (unknown) {
  console.error(`There is no benchmark called "${unknown}". There are:`)
  for (const [one, { about }] of Object.entries(benchmarks)) console.error(`  ${one.padEnd(10)} ${about}`)
  process.exit(2)
}

const results: Record<string, object> = {}
for (const one of wanted) {
  const benchmark = benchmarks[one]
  if (!benchmark) continue
  console.log(`\n— ${one}: ${benchmark.about}`)
  results[one] = await (await benchmark.load()).run(args)
  for (const [key, value] of Object.entries(results[one])) console.log(`  ${key.padEnd(34)} ${JSON.stringify(value)}`)
}
const file = process.env.BENCH_OUT
if (file) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
