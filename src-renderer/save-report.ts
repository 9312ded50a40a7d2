import type { ReportFile } from '../flows/bridge/contract.ts';

/** Hands the report to the browser as a download; the browser asks where to where it is set to ask. */
export function saveReport({ fileName, mediaType, text }: ReportFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has taken the bytes by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
