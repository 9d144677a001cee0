import { openDatabase } from '#db/client'

/** Opens the database in the folder given and acknowledges one inserted row per line until it is killed. */
const headwater = await openDatabase({ dataFolder: process.argv[2]! })
process.stdout.write('open\n')
for (let row = 0; process.argv[3] === 'insert'; row += 1) {
  await headwater.asCaller({ role: 'system', userId: 'test' }, (db) =>
    db
      .insertInto('shop_owner')
      .values({ code: `${process.pid}-${row}`, name: 'x' })
      .execute(),
  )
  process.stdout.write(`${process.pid}-${row}\n`)
}
await new Promise(() => setInterval(() => undefined, 1000))
