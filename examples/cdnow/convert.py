"""Turns CDNOW_master.txt into the two files to import, and works out what must come out.

usage: convert.py CDNOW_master.txt FOLDER

The numbers in expected.json are computed from the purchase log alone, with the rules written out
once more in Python, so that they can contradict the server.
"""
import csv
import datetime
import json
import pathlib
import sys

MOMENT = datetime.date(1998, 7, 1)
CHRISTMAS = (datetime.date(1997, 12, 1), datetime.date(1997, 12, 24))
# How many of the lapsed customers buy again, and how often.
CUSTOMERS = 50
PURCHASES = 2


def purchases(path):
    """Yields (customer, day, CD count, amount), in the order of the file."""
    with open(path, encoding="ascii") as file:
        next(file)
        for line in file:
            customer, day, count, amount = line.split()
            yield customer, datetime.datetime.strptime(day, "%Y%m%d").date(), int(count), float(amount)


def main(source, folder):
    log = list(purchases(source))
    customers = sorted({customer for customer, _, _, _ in log})
    by_customer = {customer: [] for customer in customers}
    for customer, day, count, amount in log:
        by_customer[customer].append((day, count, amount))

    with open(folder / "leads.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Email Address", "First Name", "Last Name", "Lead Source"])
        for customer in customers:
            writer.writerow([address(customer), "Customer", customer, "CDNOW"])

    # The log knows days. Noon keeps every purchase on its day and away from the edges of periods.
    with open(folder / "activities.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["lead", "type", "date", "primary value", "CD Count", "Amount"])
        for number, (customer, day, count, amount) in enumerate(sorted(log, key=lambda row: row[1]), start=1):
            writer.writerow([address(customer), "Purchase", f"{day}T12:00:00Z", f"Order {number}", count, amount])

    lapsed = [customer for customer in customers if is_loyal(by_customer[customer]) and is_away(by_customer[customer])]
    # What buy.py does: leads were imported in the order of their numbers.
    for customer in lapsed[:CUSTOMERS]:
        by_customer[customer] += [(MOMENT, 1, 14.99)] * PURCHASES

    def people(test):
        return sum(1 for bought in by_customer.values() if test(bought))

    expected = {
        "purchases": len(log),
        "lapsed": len(lapsed),
        "lists after buying": {
            "Customers": len(customers),
            "Loyal": people(is_loyal),
            "Away for 180 Days": people(is_away),
            "Lapsed Loyal by Rule": people(lambda bought: is_loyal(bought) and is_away(bought)),
            "Bought 10 CDs at Once": people(lambda bought: any(count >= 10 for _, count, _ in bought)),
            "Spent 100 Dollars at Once, Twice": people(
                lambda bought: sum(1 for _, _, amount in bought if amount >= 100) >= 2),
            "Christmas Only": people(
                lambda bought: any(CHRISTMAS[0] <= day <= CHRISTMAS[1] for day, _, _ in bought)
                and not any(day > CHRISTMAS[1] for day, _, _ in bought)),
        },
    }
    (folder / "expected.json").write_text(json.dumps(expected, indent=1))
    print(f"{len(customers)} customers, {len(log)} purchases")


def is_loyal(bought):
    return len(bought) >= 3


def is_away(bought):
    return all(day < MOMENT - datetime.timedelta(days=180) for day, _, _ in bought)


def address(customer):
    return f"customer{customer}@cdnow.example"


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
