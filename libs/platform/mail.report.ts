export interface DeliveryReport {
  address: string;
  /** The server gave up and says that trying again is of no use: status class 5. */
  permanent: boolean;
  /** The status and what the other server said. */
  detail: string;
}

/**
 * Reads the part `message/delivery-status` of a notification (RFC 3464). Groups of fields are parted by blank lines;
 * each recipient has one. What is no such notification gives none.
 */
export function readDeliveryReport(message: string): DeliveryReport[] {
  const unfolded = message.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded.split(/\n{2,}/).flatMap((group) => {
    const field = (name: string): string | undefined =>
      new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(group)?.[1]?.trim();
    const recipient = /^rfc822\s*;\s*<?([^<>\s]+@[^<>\s]+?)>?$/i.exec(field('Final-Recipient') ?? '')?.[1];
    const status = /^([245])\.\d{1,3}\.\d{1,3}/.exec(field('Status') ?? '');
    if (recipient === undefined || !status) return [];
    const permanent = field('Action')?.toLowerCase() === 'failed' && status[1] === '5';
    return [
      {
        address: recipient.toLowerCase(),
        permanent,
        detail: [status[0], field('Diagnostic-Code')].filter(Boolean).join(' '),
      },
    ];
  });
}
