import SqliteConnection from 'better-sqlite3';

import { type EventRows, makeRows, readOrder, report } from './rows.ts';

// What a log that proves nothing and searches nothing would cost: one table, three indexes, a thousand events a commit.
const perCommit = 1000;

const order = readOrder();
const connection = new SqliteConnection(order.databaseUrl.slice('sqlite:'.length));
connection.pragma('journal_mode = WAL');
connection.pragma('synchronous = FULL');
connection.exec(`
  CREATE TABLE logs (id TEXT PRIMARY KEY, action TEXT, agent_id TEXT, trace_id TEXT, timestamp INTEGER,
    prompt TEXT, response TEXT, metadata TEXT) WITHOUT ROWID;
  CREATE INDEX logs_agent ON logs (agent_id, timestamp);
  CREATE INDEX logs_trace ON logs (trace_id);
  CREATE INDEX logs_timestamp ON logs (timestamp)`);
const insert = connection.prepare('INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
const store = connection.transaction((commit: EventRows[]) => {
  for (const { envelope: e, payload: p } of commit) {
    insert.run(
      e['id'],
      e['action'],
      p['agent_id'],
      p['trace_id'],
      e['timestamp'],
      p['prompt'],
      p['response'],
      p['metadata'],
    );
  }
});
const rows = makeRows(order.warmUp + order.events);

storeAll(rows.slice(0, order.warmUp));
const before = process.cpuUsage();
storeAll(rows.slice(order.warmUp));
const { user, system } = process.cpuUsage(before);
report({ microsPerEvent: (user + system) / order.events });
connection.close();

function storeAll(all: EventRows[]): void {
  for (let start = 0; start < all.length; start += perCommit) store(all.slice(start, start + perCommit));
}
