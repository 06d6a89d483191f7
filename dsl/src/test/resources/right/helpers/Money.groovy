class Money implements Comparable<Money> {
    final long cents
    final String currency
    private Money(long cents, String currency) { this.cents = cents; this.currency = currency }
    static Money of(Number amount, String currency = 'EUR') { new Money(Math.round(amount.doubleValue() * 100), currency) }
    static Money zero() { of(0) }
    Money plus(Money other) { new Money(cents + other.cents, currency) }
    Money multiply(Number n) { new Money((long) (cents * n), currency) }
    int compareTo(Money other) { cents <=> other.cents }
    boolean isPositive() { cents > 0 }
    String getLabel() { sprintf('%d.%02d %s', cents.intdiv(100), cents % 100, currency) }
    @Override String toString() { label }
}
