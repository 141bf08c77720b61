"""Money in integer pence. Sterling only; there are no floats anywhere on the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

# Amounts beyond this cannot be a fee, a budget or a bank receipt of a London office; they are typing slips.
LARGEST_PENCE = 100_000_000_000_00

MINUS = "\u2212"
_SIGN = f"[-{MINUS}\u2013]?"
_AMOUNT = re.compile(
    rf"^(?P<before>{_SIGN})£?(?P<after>{_SIGN})"
    r"(?P<pounds>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<pence>\d{1,2}))?$"
)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in whole pence; may be negative. Compare, add, subtract, and multiply by a whole number."""

    pence: int = 0

    @classmethod
    def pounds(cls, amount: int | str | Decimal) -> Self:
        """`Money.pounds(30_000)`; a text or Decimal may carry up to two decimals. Raises ValueError otherwise."""
        try:
            pence = Decimal(amount) * 100
            whole = pence == pence.to_integral_value()
        except InvalidOperation:
            raise ValueError(f"{amount} is not an amount.") from None
        if not whole:
            raise ValueError(f"{amount} is not an amount in whole pence.")
        return cls(int(pence))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what people type: `£1,200.50`, `1200.5`, `-30`, `(30.00)`. Raises ValueError with a sentence.

        A third decimal is refused rather than rounded: nobody means a tenth of a penny. So is a second sign.
        """
        typed = text.strip()
        bare = typed.replace("\u00a0", "").replace(" ", "")
        brackets = bare.startswith("(") and bare.endswith(")")
        match = _AMOUNT.match(bare[1:-1] if brackets else bare)
        if (
            not match
            or (match["pounds"] is None and match["pence"] is None)
            or brackets + bool(match["before"]) + bool(match["after"]) > 1
        ):
            found = f"“{typed}” is not an amount. " if typed else ""
            raise ValueError(f"{found}Type pounds and pence, like 30,000.00.")
        pounds = int((match["pounds"] or "0").replace(",", ""))
        pence = pounds * 100 + int((match["pence"] or "0").ljust(2, "0"))
        if pence > LARGEST_PENCE:
            raise ValueError(f"“{typed}” is larger than any amount this program handles.")
        negative = brackets or match["before"] or match["after"]
        return cls(-pence if negative else pence)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.pence + other.pence)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.pence - other.pence)

    def __neg__(self) -> "Money":
        return Money(-self.pence)

    def __abs__(self) -> "Money":
        return Money(abs(self.pence))

    def __mul__(self, count: int) -> "Money":
        return Money(self.pence * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.pence != 0

    def share(self, numerator: int, denominator: int) -> "Money":
        """`numerator/denominator` of the amount, rounded half up (away from zero) to the penny, once."""
        return _rounded(Decimal(self.pence) * numerator, denominator)

    def percent(self, rate: Decimal) -> "Money":
        """`rate` per cent of the amount, rounded half up (away from zero) to the penny: £82.19 at 20 is £16.44."""
        return _rounded(Decimal(self.pence) * rate, 100)

    def split(self, parts: int) -> tuple["Money", ...]:
        """`parts` amounts that differ by at most a penny and add up to this one, the larger first."""
        if parts < 1:
            raise ValueError("An amount is split into at least one part.")
        each, left = divmod(abs(self.pence), parts)
        sign = -1 if self.pence < 0 else 1
        return tuple(Money(sign * (each + (1 if index < left else 0))) for index in range(parts))

    def plain(self) -> str:
        """`30000.00` or `-30000.00`: for JSON, CSV and XML."""
        return (
            f"{'-' if self.pence < 0 else ''}{abs(self.pence) // 100}.{abs(self.pence) % 100:02d}"
        )

    def decimal(self) -> Decimal:
        """The amount in pounds, exact, with two decimals."""
        return Decimal(self.pence).scaleb(-2)

    def __str__(self) -> str:
        """`30,000.00`, with U+2212 for minus: for columns whose heading carries the £."""
        return f"{MINUS if self.pence < 0 else ''}{abs(self.pence) // 100:,}.{abs(self.pence) % 100:02d}"

    @property
    def text(self) -> str:
        """`£30,000.00`, with U+2212 before the £ for minus: for sentences and totals."""
        return f"{MINUS if self.pence < 0 else ''}£{abs(self.pence) // 100:,}.{abs(self.pence) % 100:02d}"


ZERO = Money(0)


def _rounded(pence: Decimal, divisor: int) -> Money:
    """Exact integer arithmetic: a Decimal quotient would be rounded to 28 digits before it is rounded to pence."""
    top, bottom = abs(pence).as_integer_ratio()
    bottom *= divisor
    rounded = (2 * top + bottom) // (2 * bottom)
    return Money(-rounded if pence < 0 else rounded)


def total(amounts: Iterable[Money]) -> Money:
    """The sum; `ZERO` of nothing."""
    return Money(sum(amount.pence for amount in amounts))
