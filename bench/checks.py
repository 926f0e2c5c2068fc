"""What each check costs on a template: the output of check_costs.cpp as a table, and whether the bar holds: judging with all checks costs less than
yaml-cpp's parse of the same text."""
import subprocess
import sys

SHOWN = 25


def measure(program, template):
    done = subprocess.run([program, template], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {program.name} {template}: exit {done.returncode} {done.stderr}")
    unit, *lines = done.stdout.splitlines()
    return unit, {name: int(cost) for name, cost in (line.split("\t") for line in lines)}


def report(program, templates, everything=False):
    """Prints a table for each (subject, path); False when the bar does not hold for one."""
    holds = True
    for subject, path in templates:
        unit, costs = measure(program, path)
        parse, whole = costs.pop("<yaml-cpp>"), costs.pop("<all checks>")
        fixed = costs.pop("<no check>")
        fine = whole < parse
        holds = holds and fine
        print(f"\n{subject}, in {unit}")
        print(f"  {'yaml-cpp: parse':54}{parse:14,}")
        print(f"  {f'judge with all {len(costs)} checks':54}{whole:14,}   {whole / parse:6.2f} of the parse: the bar {'holds' if fine else 'DOES NOT HOLD'}")
        print(f"  {'judge with none':54}{fixed:14,}   {fixed / parse:6.2f}")
        ranked = sorted(costs.items(), key=lambda item: (-item[1], item[0]))
        shown = ranked if everything else ranked[:SHOWN]
        for name, cost in shown:
            print(f"  {name:54}{cost:14,}   {cost / parse:6.2f}")
        if len(ranked) > len(shown):
            print(f"  {f'{len(ranked) - len(shown)} others, together':54}{sum(cost for _, cost in ranked[len(shown):]):14,}")
    return holds
