#![no_main]

yusuan_fuzz::target!("plan");
