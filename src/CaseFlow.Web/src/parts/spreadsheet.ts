/** A cell of a file that a spreadsheet opens: quoted, and never a formula. */
export const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;

/** Rows that have no address, because nothing of them is stored, as a file: made here, with the mark by which spreadsheets know the encoding, and no cell that one would calculate. */
export function saveCsv(name: string, rows: string[][]) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', rows.map((row) => row.map(cell).join(',')).join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
