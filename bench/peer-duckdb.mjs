// DuckDB over a W3C log: rows by status, substatus, Windows status and client. In: the folder where it is installed, the log.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder = '', log = ''] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(folder, 'package.json'))('@duckdb/node-api');
const names = [
  'd',
  't',
  's_ip',
  'method',
  'stem',
  'query',
  'port',
  'username',
  'c_ip',
  'agent',
  'referer',
  'status',
  'substatus',
  'win32',
  'taken',
];
const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(
  `SELECT status, substatus, win32, c_ip, count(*) AS n FROM read_csv('${log.replaceAll("'", "''")}',
   delim = ' ', header = false, quote = '', escape = '', comment = '#', auto_detect = false, columns = {${columns}}) GROUP BY ALL`,
);
const rows = reader.getRows();
console.log(
  rows.length,
  'groups',
  rows.reduce((sum, row) => sum + Number(row[4]), 0),
  'rows',
);
