/** Who holds a certificate that would do, if only its dates are right: a first sieve for what is required. */
import { BitColumn } from './growable.arrays.js';
import { CERTIFICATE_WIDTH, SHAPE, type SupplierColumns } from './supplier.columns.js';

const KEPT_MOST = 400;

interface Holders {
  bits: BitColumn;
  /** Slots below this have been looked at. */
  upTo: number;
}

export class CertificateHolders {
  /** By the kinds of certificate that would do. */
  private readonly kept = new Map<string, Holders>();

  /** The same by the array of verdicts asked about. */
  private byVerdicts = new WeakMap<Uint8Array, Holders>();

  constructor(private readonly columns: SupplierColumns) {}

  /** Bits of the slots that hold one of the kinds marked with `yes` in `verdicts`. */
  of(verdicts: Uint8Array, yes: number): Uint32Array {
    let holders = this.byVerdicts.get(verdicts);
    if (!holders) this.byVerdicts.set(verdicts, (holders = this.keptFor(verdicts, yes)));
    const { slots, certificateStart, certificate } = this.columns;
    const starts = certificateStart.data;
    const { data } = certificate;
    for (let slot = holders.upTo; slot < slots; slot += 1) {
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += CERTIFICATE_WIDTH)
        if (verdicts[data[at + SHAPE]!] === yes) holders.bits.set(slot);
    }
    holders.upTo = slots;
    return holders.bits.words;
  }

  private keptFor(verdicts: Uint8Array, yes: number): Holders {
    const key = verdicts.map((verdict) => (verdict === yes ? 1 : 0)).join('');
    let holders = this.kept.get(key);
    if (!holders) {
      if (this.kept.size >= KEPT_MOST) {
        this.kept.clear();
        this.byVerdicts = new WeakMap();
      }
      this.kept.set(key, (holders = { bits: new BitColumn(), upTo: 0 }));
    }
    return holders;
  }
}
