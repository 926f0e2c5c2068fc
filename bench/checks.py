"""What each check costs on a template: the output of check_costs.cpp as a table, and whether the bar holds: judging with all checks costs less than
yaml-cpp's parse of the same text. That is said of instructions, which another run gives again; of time too, where the kernel lets a process count only that."""
import subprocess
import sys

SHOWN = 25


def measure(program, template):
    done = subprocess.run([program, template], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {program.name} {template}: exit {done.returncode} {done.stderr}")
    unit, *lines = done.stdout.splitlines()
    return unit, {name: int(cost) for name, cost in (line.split("\t") for line in lines)}


def instructions_of(program, template, work, count):
    """Of one parsing or judging: what a process that does it three times takes more than one that does it once; None where none are counted."""
    once, thrice = (count([str(program), str(template), work, times]) for times in ("1", "3"))
    return None if once is None or thrice is None else (thrice - once) // 2


def print_bar(unit, parse, whole, count):
    print(f"  {f'yaml-cpp: parse, in {unit}':54}{parse:14,}")
    print(f"  {f'judge with all {count} checks':54}{whole:14,}   {whole / parse:6.2f} of the parse: the bar {'holds' if whole < parse else 'DOES NOT HOLD'}")


def report(program, templates, count, everything=False):
    """Prints a table for each (subject, path); False when the bar does not hold for one. `count`: the instructions of a command, or None."""
    holds = True
    for subject, path in templates:
        unit, costs = measure(program, path)
        parse, whole = costs.pop("<yaml-cpp>"), costs.pop("<all checks>")
        fixed = costs.pop("<no check>")
        counted = [] if unit == "instructions" else [instructions_of(program, path, work, count) for work in ("parse", "judge")]
        print(f"\n{subject}")
        if counted and None not in counted:
            print_bar("instructions", *counted, len(costs))
        print_bar(unit, parse, whole, len(costs))
        bar = counted if counted and None not in counted else (parse, whole)
        holds = holds and bar[1] < bar[0]
        print(f"  {'judge with none':54}{fixed:14,}   {fixed / parse:6.2f}")
        ranked = sorted(costs.items(), key=lambda item: (-item[1], item[0]))
        shown = ranked if everything else ranked[:SHOWN]
        for name, cost in shown:
            print(f"  {name:54}{cost:14,}   {cost / parse:6.2f}")
        if len(ranked) > len(shown):
            print(f"  {f'{len(ranked) - len(shown)} others, together':54}{sum(cost for _, cost in ranked[len(shown):]):14,}")
    return holds
