"""What is said and typed on the day that is played."""

TITLE = "Sorting repair reports in Ashgrove"
QUESTION = "May a computer sort the repair reports, and who looks at what it does?"
SERVICES = ["v Repairs within two days", "o Leaks are seen to on the day they are reported"]
PEOPLE = [
    ("Tenants", "Public", "Here in the room"),
    ("Repair crews", "Engineers", "Here in the room"),
    ("Housing office", "Planners", "Here in the room"),
    ("Older tenants", "Public", "Spoken for"),
    ("Software supplier", "Suppliers", "Not here"),
    ("Tenant council", "Oversight", "Here in the room"),
]
CONCERNS = [
    "c Nobody answers the phone at night @Tenants #public-value",
    "c My report is closed before anybody came @Tenants #regulation",
    "c I cannot say a leak in three words @Tenants #human-rights",
    "c The app does not speak my language @Tenants #human-rights",
    "c Who sees the photos of my flat @Tenants #ethics",
    "c I have no smartphone @Older tenants #human-rights",
    "c I want to hear a voice @Older tenants #competencies",
    "c The forms are too small to read @Older tenants",
    "c I wait at home all day for nothing @Older tenants #public-value",
    "c My daughter reports for me and is sent away @Older tenants",
    "c We get the wrong tools for the job @Repair crews #capabilities",
    "c The list changes while we drive @Repair crews #capabilities",
    "c Nobody asks us what was really broken @Repair crews #competencies",
    "c The computer counts our minutes @Repair crews #regulation",
    "c Two crews are sent to one address @Repair crews",
    "c We answer for what a machine decides @Housing office #regulation",
    "c Complaints come back to us months later @Housing office",
    "c Old houses have no plans on file @Housing office #ethics",
    "c We cannot explain why one waits longer @Housing office #regulation",
    "c The contract ends in two years @Housing office",
    "c Nobody checks the supplier @Tenant council #regulation",
    "c Poor streets wait longer @Tenant council #human-rights",
    "c The figures are never shown to us @Tenant council #ethics",
    "c A test runs on people who were not asked @Tenant council #human-rights",
    "c Winter is when it fails @Tenants #public-value",
    "c Mould is always sorted as not urgent @Tenants #public-value",
    "c The lift is out and I am on the ninth floor @Older tenants",
    "c The neighbour's leak is my damage @Tenants",
    "c We lose the knowledge of the old caretaker @Repair crews #competencies",
    "c Night work is not counted @Repair crews",
    "c Data from the old system is wrong @Housing office #ethics",
]
UNSORTED = "It should be somebody's job to call back"
PARKED = "Who pays for new phones for the crews?"
PARTS = [
    "a Sorter of repair reports",
    "d Repair reports of the last ten years",
    "h Duty officer reads what was sorted",
    "d Photos of damage",
]
RISKS = [
    "r A gas leak is sorted as not urgent #public-value",
    "m Every report with smell or smoke goes to a person @Repair crews >A gas leak is sorted as not urgent",
    "r Streets with few reports wait longer #human-rights",
    "m Waiting times by street are shown each month @Housing office >Streets with few reports wait longer",
    "r The supplier changes the sorter overnight #regulation",
    "m No change without a test of two weeks @Housing office >The supplier changes the sorter overnight",
]
STATEMENTS = [
    "A person should read every report about gas",
    "Crews should see why a report was sorted so",
    "Photos should be deleted after the repair",
]
DECISION = "A person reads every report about gas, smoke or smell"
REASON = "A wrong sorting there costs lives"
DECIDER = "Housing office"
WORD = "Urgent"
MEANING = "Somebody has to be there today"
