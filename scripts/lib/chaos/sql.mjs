// As much of PostgreSQL's protocol as counting needs: text queries, text answers, no password (the private cluster trusts this machine).
import { connect } from 'node:net';

/** @param database e.g. `Host=127.0.0.1;Port=20001;Username=caseflow;Database=caseflow` */
export async function query(database, sql) {
  const settings = Object.fromEntries(database.split(';').map(part => part.split('=')));
  const socket = connect(Number(settings.Port), settings.Host);
  try {
    return await new Promise((done, failed) => {
      const rows = [];
      let columns = [], buffer = Buffer.alloc(0);
      socket.once('error', failed).once('close', () => failed(new Error('PostgreSQL closed the connection.')));
      socket.once('connect', () => socket.write(startup(settings)));
      socket.on('data', data => {
        buffer = Buffer.concat([buffer, data]);
        while (buffer.length >= 5 && buffer.length >= buffer.readInt32BE(1) + 1) {
          const length = buffer.readInt32BE(1) + 1;
          const kind = String.fromCharCode(buffer[0]), body = buffer.subarray(5, length);
          buffer = buffer.subarray(length);
          if (kind === 'E') failed(new Error(body.toString('utf8').split('\0').find(field => field[0] === 'M')?.slice(1)));
          if (kind === 'R' && body.readInt32BE(0) !== 0) failed(new Error('PostgreSQL wants a password.'));
          if (kind === 'T') columns = columnsOf(body);
          if (kind === 'D') rows.push(rowOf(body, columns));
          if (kind === 'Z' && sql) { socket.write(message('Q', `${sql}\0`)); sql = null; } else if (kind === 'Z') done(rows);
        }
      });
    });
  } finally {
    socket.destroy();
  }
}

function startup({ Username, Database }) {
  const body = Buffer.from(`user\0${Username}\0database\0${Database}\0application_name\0chaos\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196608, 4);
  return Buffer.concat([head, body]);
}

function message(kind, text) {
  const body = Buffer.from(text), head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function columnsOf(body) {
  const names = [];
  for (let at = 2, left = body.readInt16BE(0); left > 0; left--) {
    const end = body.indexOf(0, at);
    names.push(body.toString('utf8', at, end));
    at = end + 19;
  }
  return names;
}

function rowOf(body, columns) {
  const row = {};
  let at = 2;
  for (const name of columns) {
    const length = body.readInt32BE(at);
    row[name] = length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length);
    at += 4 + Math.max(length, 0);
  }
  return row;
}
