// Counts tests and prints what failed.

const SHOWN = 30;

export class Report {
  passed = 0;
  failed = 0;

  heading(title) {
    console.log(`\n-- ${title}`);
  }

  /** A line that tells, and decides nothing. */
  note(line) {
    console.log(`   ${line}`);
  }

  /** A test passes when it found no fault. */
  test(name, faults) {
    if (faults.length === 0) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.log(`   FAILED ${name}`);
    for (const fault of faults.slice(0, SHOWN)) console.log(`     ${fault}`);
    if (faults.length > SHOWN) console.log(`     and ${faults.length - SHOWN} more`);
  }

  close() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0;
  }
}
